package io.grafanakeeper.frames;

import java.io.IOException;

/** Reports an answer that cannot be read: cut, damaged, or of a shape that Grafana does not document. Never quotes the answer. */
public final class FramesException extends IOException {
    private static final long serialVersionUID = 1L;

    FramesException(String message) {
        super(message);
    }

    FramesException(String message, Throwable cause) {
        super(message, cause);
    }
}
