package io.grafanakeeper.settings;

/** Carries what is wrong with one value, in words for the user, to where its position in the file is known. */
final class BadValue extends RuntimeException {
    private final String reason;

    BadValue(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    /** Returns what is wrong and what is allowed. */
    String reason() {
        return reason;
    }
}
