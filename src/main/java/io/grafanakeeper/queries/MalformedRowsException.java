package io.grafanakeeper.queries;

import java.io.IOException;

/** Reports that a file is not one that we wrote. */
final class MalformedRowsException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedRowsException(String reason, Throwable cause) {
        super(reason, cause);
    }

    MalformedRowsException(String reason) {
        super(reason);
    }
}
