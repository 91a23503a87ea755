package io.grafanakeeper.rotation;

import io.grafanakeeper.runs.ProblemException;
import io.grafanakeeper.runs.RequestFields;
import java.util.List;

/**
 * Holds the body of a request to rotate.
 *
 * @param force whether to rotate before it is time
 */
record RotationRequest(boolean force) {
    private static final List<String> FIELDS = List.of("force");
    private static final int LONGEST = 1024 * 1024;

    /**
     * Reads a body; an empty one asks for a rotation if it is time.
     *
     * @throws ProblemException 400 if it is not understood
     */
    static RotationRequest read(String body) {
        if (body.isBlank()) {
            return new RotationRequest(false);
        }
        return new RotationRequest(RequestFields.of(body, LONGEST).only(FIELDS).flag("force"));
    }
}
