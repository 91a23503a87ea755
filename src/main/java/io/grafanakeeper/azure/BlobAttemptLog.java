package io.grafanakeeper.azure;

import com.azure.storage.blob.BlobContainerClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.concurrent.Lazy;
import io.grafanakeeper.json.LosslessJson;
import io.grafanakeeper.rotation.Attempt;
import io.grafanakeeper.rotation.AttemptLog;
import io.grafanakeeper.runs.ServiceException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** Keeps the last attempt of each credential in the container {@code keeper-state}, one small JSON blob a credential. */
public final class BlobAttemptLog implements AttemptLog {
    private final BlobContainer blobs;

    /** Creates the log over a container client that is built on first use. */
    public BlobAttemptLog(Lazy<BlobContainerClient> container) {
        blobs = new BlobContainer(container);
    }

    @Override
    public Optional<Attempt> last(String credential) {
        return blobs.get(name(credential)).map(blob -> parse(credential, blob.bytes()));
    }

    @Override
    public void record(String credential, Attempt attempt) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("run", attempt.run())
                .put("finished", attempt.finished().toString())
                .put("error", attempt.error());
        blobs.overwrite(name(credential), LosslessJson.canonical(json), "application/json");
    }

    private static String name(String credential) {
        return "credentials/" + credential + ".json";
    }

    private static Attempt parse(String credential, byte[] bytes) {
        try {
            JsonNode json = LosslessJson.read(bytes);
            return new Attempt(
                    json.path("run").asText(),
                    Instant.parse(json.path("finished").asText()),
                    json.path("error").isTextual() ? json.path("error").asText() : null);
        } catch (IOException | DateTimeException e) {
            throw new ServiceException(
                    BlobContainer.SERVICE,
                    "what is kept of the last rotation of " + credential + " cannot be read",
                    false,
                    e);
        }
    }
}
