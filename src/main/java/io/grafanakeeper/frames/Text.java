package io.grafanakeeper.frames;

/**
 * Turns the inside of a JSON string into plain UTF-8, in place: it can only become shorter. Buffers have {@link Eight#PADDING}
 * bytes behind their ends.
 */
final class Text {
    private static final int REPLACEMENT = 0xFFFD;

    private static final byte[] ESCAPES = escapes();

    private Text() {}

    private static byte[] escapes() {
        byte[] plain = new byte[128];
        String letters = "\"\\/bfnrt";
        for (int i = 0; i < letters.length(); i++) {
            plain[letters.charAt(i)] = (byte) "\"\\/\b\f\n\r\t".charAt(i);
        }
        return plain;
    }

    /** Tells whether bytes are UTF-8. By hand, since the JDK's decoder would make two objects a text. */
    static boolean utf8(byte[] bytes, int start, int end) {
        int at = start;
        while (true) {
            while (at < end && bytes[at] >= 0) {
                at += Eight.first(Eight.beyondAscii(Eight.at(bytes, at)));
            }
            if (at >= end) {
                return true;
            }
            byte first = bytes[at++];
            int more = more(first);
            if (more == 0 || at + more > end || !follows(first, bytes[at])) {
                return false;
            }
            for (int last = at + more; at < last; at++) {
                if ((bytes[at] & 0xC0) != 0x80) {
                    return false;
                }
            }
        }
    }

    /** Returns how many bytes follow the first of several, 0 if it cannot be one. */
    private static int more(byte first) {
        int value = first & 0xFF;
        return value < 0xC2 ? 0 : value < 0xE0 ? 1 : value < 0xF0 ? 2 : value < 0xF5 ? 3 : 0;
    }

    /** Tells whether a second byte makes neither a longer spelling than needed, nor a surrogate, nor more than U+10FFFF. */
    private static boolean follows(byte first, byte second) {
        int value = second & 0xFF;
        return switch (first & 0xFF) {
            case 0xE0 -> value >= 0xA0;
            case 0xED -> value < 0xA0;
            case 0xF0 -> value >= 0x90;
            case 0xF4 -> value < 0x90;
            default -> true;
        };
    }

    /**
     * Resolves the escapes. Half a surrogate pair, which no UTF-8 can hold, becomes U+FFFD.
     *
     * @param start where the first backslash is
     * @return the new end, or -1 if an escape is none of JSON's
     */
    static int unescape(byte[] bytes, int start, int end) {
        int to = start;
        int from = start;
        while (from < end) {
            int run = from;
            from = backslash(bytes, from, end);
            System.arraycopy(bytes, run, bytes, to, from - run);
            to += from - run;
            if (from == end) {
                return to;
            }
            byte escape = bytes[from + 1];
            from += 2;
            if (escape == 'u') {
                int unit = hex(bytes, from, end);
                from += 4;
                if (unit >= 0xD800 && unit < 0xDC00 && pairs(bytes, from, end)) {
                    unit = Character.toCodePoint((char) unit, (char) hex(bytes, from + 2, end));
                    from += 6;
                }
                if (unit < 0) {
                    return -1;
                }
                to = put(bytes, to, unit >= 0xD800 && unit < 0xE000 ? REPLACEMENT : unit);
            } else {
                byte plain = escape < 0 ? 0 : ESCAPES[escape];
                if (plain == 0) {
                    return -1;
                }
                bytes[to++] = plain;
            }
        }
        return to;
    }

    private static int backslash(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end) {
            // There are no quotes inside a string but behind a backslash.
            long ends = Eight.stringEnds(Eight.at(bytes, at));
            if (ends != 0) {
                return Math.min(at + Eight.first(ends), end);
            }
            at += Long.BYTES;
        }
        return end;
    }

    private static boolean pairs(byte[] bytes, int from, int end) {
        int low = from + 6 <= end && bytes[from] == '\\' && bytes[from + 1] == 'u' ? hex(bytes, from + 2, end) : -1;
        return low >= 0xDC00 && low < 0xE000;
    }

    private static int hex(byte[] bytes, int from, int end) {
        if (from + 4 > end) {
            return -1;
        }
        int value = 0;
        for (int at = from; at < from + 4; at++) {
            int digit = Character.digit(bytes[at], 16);
            if (digit < 0) {
                return -1;
            }
            value = (value << 4) | digit;
        }
        return value;
    }

    private static int put(byte[] bytes, int at, int point) {
        int to = at;
        if (point < 0x80) {
            bytes[to++] = (byte) point;
            return to;
        }
        if (point < 0x800) {
            bytes[to++] = (byte) (0xC0 | (point >> 6));
        } else {
            if (point < 0x10000) {
                bytes[to++] = (byte) (0xE0 | (point >> 12));
            } else {
                bytes[to++] = (byte) (0xF0 | (point >> 18));
                bytes[to++] = (byte) (0x80 | ((point >> 12) & 0x3F));
            }
            bytes[to++] = (byte) (0x80 | ((point >> 6) & 0x3F));
        }
        bytes[to++] = (byte) (0x80 | (point & 0x3F));
        return to;
    }
}
