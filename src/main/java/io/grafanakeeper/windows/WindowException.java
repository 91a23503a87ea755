package io.grafanakeeper.windows;

/** Reports in words for the user why a text is no window, no step or no schedule; the texts themselves may be quoted. */
public final class WindowException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WindowException(String reason) {
        super(reason);
    }
}
