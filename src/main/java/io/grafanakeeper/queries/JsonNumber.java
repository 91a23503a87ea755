package io.grafanakeeper.queries;

/** Knows the numbers of JSON (RFC 8259). */
final class JsonNumber {
    /** Longer ones are given as strings: readers of JSON refuse them. */
    private static final int LONGEST = 1000;

    private final String text;
    private int at;

    private JsonNumber(String text) {
        this.text = text;
    }

    /** Tells whether a text is a number. */
    static boolean is(String text) {
        return !text.isEmpty() && text.length() <= LONGEST && new JsonNumber(text).matches();
    }

    private boolean matches() {
        skip("-");
        boolean zero = skip("0");
        if (!zero && !digits()) {
            return false;
        }
        if (skip(".") && !digits()) {
            return false;
        }
        if (skip("eE")) {
            skip("+-");
            if (!digits()) {
                return false;
            }
        }
        return at == text.length();
    }

    private boolean skip(String any) {
        boolean found = at < text.length() && any.indexOf(text.charAt(at)) >= 0;
        at += found ? 1 : 0;
        return found;
    }

    private boolean digits() {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at > start;
    }
}
