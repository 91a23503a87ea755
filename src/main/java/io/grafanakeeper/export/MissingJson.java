package io.grafanakeeper.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.grafanakeeper.archive.ItemFailure;
import io.grafanakeeper.archive.ManifestJson;
import io.grafanakeeper.json.LosslessJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes and reads {@code missing.json}, a list of failures in the form of the manifest's. */
final class MissingJson {
    private MissingJson() {}

    static byte[] write(List<ItemFailure> missing) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        missing.forEach(failure -> list.add(ManifestJson.failure(failure)));
        return LosslessJson.canonical(list);
    }

    static List<ItemFailure> read(byte[] bytes) throws IOException {
        if (!(BoundedJson.read(bytes) instanceof ArrayNode list)) {
            throw new IOException("not a JSON array");
        }
        List<ItemFailure> missing = new ArrayList<>();
        for (JsonNode failure : list) {
            try {
                missing.add(ManifestJson.readFailure(failure));
            } catch (IllegalArgumentException e) {
                throw new IOException(e.getMessage(), e);
            }
        }
        return missing;
    }
}
