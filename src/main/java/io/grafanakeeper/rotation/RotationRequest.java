package io.grafanakeeper.rotation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.json.LosslessJson;
import io.grafanakeeper.runs.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Holds the body of a request to rotate.
 *
 * @param force whether to rotate before it is time
 */
record RotationRequest(boolean force) {
    private static final List<String> FIELDS = List.of("force");

    /**
     * Reads a body; an empty one asks for a rotation if it is time.
     *
     * @throws ProblemException 400 if it is not understood
     */
    static RotationRequest read(String body) {
        if (body.isBlank()) {
            return new RotationRequest(false);
        }
        JsonNode json;
        try {
            json = LosslessJson.read(body.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw ProblemException.badRequest("body", "the body is not JSON", List.of("{\"force\": true}"));
        }
        if (!(json instanceof ObjectNode object)) {
            throw ProblemException.badRequest("body", "the body is not a JSON object", List.of("{\"force\": true}"));
        }
        for (String field : (Iterable<String>) object::fieldNames) {
            if (!FIELDS.contains(field)) {
                throw ProblemException.badRequest(field, "there is no such field", FIELDS);
            }
        }
        JsonNode force = object.path("force");
        if (!force.isMissingNode() && !force.isBoolean()) {
            throw ProblemException.badRequest("force", "force is not a boolean", List.of("true", "false"));
        }
        return new RotationRequest(force.asBoolean());
    }
}
