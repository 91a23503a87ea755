package io.grafanakeeper.archive;

/** Reports an object whose stored bytes are not those that its name promises. */
public final class CorruptObjectException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates the report for a hash. */
    public CorruptObjectException(String sha256, String problem) {
        super("object " + sha256 + " is corrupt: " + problem);
    }
}
