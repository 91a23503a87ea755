package io.grafanakeeper.frames;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Turns the inside of a JSON string into plain UTF-8, in place: it can only become shorter. */
final class Text {
    private static final int REPLACEMENT = 0xFFFD;

    private Text() {}

    /** Tells whether bytes are UTF-8. */
    static boolean utf8(byte[] bytes, int start, int end) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, end - start));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /**
     * Resolves the escapes. Half a surrogate pair, which no UTF-8 can hold, becomes U+FFFD.
     *
     * @return the new end, or -1 if an escape is none of JSON's
     */
    static int unescape(byte[] bytes, int start, int end) {
        int to = start;
        int from = start;
        while (from < end) {
            byte next = bytes[from++];
            if (next != '\\') {
                bytes[to++] = next;
                continue;
            }
            byte escape = bytes[from++];
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
                int plain = "\"\\/bfnrt".indexOf(escape);
                if (plain < 0) {
                    return -1;
                }
                bytes[to++] = (byte) "\"\\/\b\f\n\r\t".charAt(plain);
            }
        }
        return to;
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
            value = value << 4 | digit;
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
            bytes[to++] = (byte) (0xC0 | point >> 6);
        } else {
            if (point < 0x10000) {
                bytes[to++] = (byte) (0xE0 | point >> 12);
            } else {
                bytes[to++] = (byte) (0xF0 | point >> 18);
                bytes[to++] = (byte) (0x80 | point >> 12 & 0x3F);
            }
            bytes[to++] = (byte) (0x80 | point >> 6 & 0x3F);
        }
        bytes[to++] = (byte) (0x80 | point & 0x3F);
        return to;
    }
}
