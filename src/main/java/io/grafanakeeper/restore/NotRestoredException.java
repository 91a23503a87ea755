package io.grafanakeeper.restore;

/** Reports one item that could not be restored, for a reason of its own; the others go on. */
final class NotRestoredException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotRestoredException(String message) {
        super(message);
    }
}
