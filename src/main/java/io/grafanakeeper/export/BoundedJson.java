package io.grafanakeeper.export;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.json.LosslessJson;
import java.io.IOException;

/** Reads JSON that nobody vouches for: a few megabytes of {@code [[],[],…]} would fill the memory as a tree. */
final class BoundedJson {
    private static final int MOST_TOKENS = 3_000_000;
    /** What is smaller cannot hold that many. */
    private static final int SMALL = 3_000_000;

    private BoundedJson() {}

    /**
     * Reads one JSON value.
     *
     * @throws IOException if the bytes are not JSON, or more than a person could have made
     */
    static JsonNode read(byte[] json) throws IOException {
        if (json.length > SMALL) {
            count(json);
        }
        return LosslessJson.read(json);
    }

    private static void count(byte[] json) throws IOException {
        try (JsonParser parser = LosslessJson.factory().createParser(json)) {
            for (int tokens = 0; parser.nextToken() != null; tokens++) {
                if (tokens > MOST_TOKENS) {
                    throw new IOException("more than 3 million JSON values");
                }
            }
        }
    }
}
