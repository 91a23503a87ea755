package io.grafanakeeper.frames;

import com.fasterxml.jackson.core.JacksonException;
import io.grafanakeeper.json.LosslessJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * Walks through one array of the file with a small buffer of its own, which grows only if a single value is longer. Numbers keep
 * their spelling and texts are unescaped where they lie, so nothing is copied or turned into an object.
 */
final class ColumnCursor implements Cells {
    private static final int LONGEST_VALUE = 64 * 1024 * 1024;

    private static final byte QUOTE = 1;
    private static final byte ESCAPE = 2;
    private static final byte BEYOND_ASCII = 4;
    private static final byte COMMA = 8;
    private static final byte CONTROL = 16;
    private static final byte[] KINDS = kinds();

    private final FileChannel file;
    private final Cell cell = new Cell();
    private final long end;
    private byte[] buffer;
    private long next;
    private int position;
    private int limit;
    private boolean begun;

    /**
     * Creates a cursor before the first value.
     *
     * @param region where the array is; {@code null} instead of an array has no values
     * @param bytes the size of the buffer
     */
    ColumnCursor(FileChannel file, Region region, int bytes) throws IOException {
        this.file = file;
        this.next = region.start();
        this.end = region.end();
        this.buffer = new byte[(int) Math.min(bytes, region.length())];
        int first = peek();
        if (first == 'n') {
            literal("null");
            buffer = new byte[] {']'};
            position = 0;
            limit = 1;
        } else if (first == '[') {
            position++;
        } else {
            throw damaged("a column is no array");
        }
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[256];
        Arrays.fill(kinds, 0, ' ', CONTROL);
        Arrays.fill(kinds, 0x80, 0x100, BEYOND_ASCII);
        kinds['"'] = QUOTE;
        kinds['\\'] = ESCAPE;
        kinds[','] = COMMA;
        return kinds;
    }

    @Override
    public Cell cell() {
        return cell;
    }

    /** Returns how much memory the cursor holds. */
    int bufferBytes() {
        return buffer.length;
    }

    @Override
    public boolean next() throws IOException {
        int found = peek();
        if (found == ']') {
            return false;
        }
        if (begun) {
            if (found != ',') {
                throw damaged("a comma is missing");
            }
            position++;
            found = peek();
        }
        begun = true;
        switch (found) {
            case '"' -> string();
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            case 'n' -> {
                literal("null");
                cell.clear();
            }
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case '[', '{' -> nested();
            default -> throw damaged("no JSON value");
        }
        return true;
    }

    private int peek() throws IOException {
        while (true) {
            while (position < limit) {
                byte found = buffer[position];
                if (found > ' ') {
                    return found;
                }
                if (found != ' ' && found != '\n' && found != '\r' && found != '\t') {
                    throw damaged("no JSON value");
                }
                position++;
            }
            extend();
        }
    }

    private void string() throws IOException {
        while (true) {
            byte[] bytes = buffer;
            int stop = limit;
            int seen = 0;
            int at = position + 1;
            while (at < stop) {
                byte kind = KINDS[bytes[at] & 0xFF];
                if (kind != 0) {
                    if (kind == QUOTE) {
                        text(at, seen);
                        return;
                    }
                    seen |= kind;
                    at += kind == ESCAPE ? 1 : 0;
                }
                at++;
            }
            extend();
        }
    }

    private void text(int quote, int seen) throws IOException {
        int start = position + 1;
        int stop = quote;
        if ((seen & CONTROL) != 0) {
            throw damaged("a control character in a text");
        }
        if ((seen & BEYOND_ASCII) != 0 && !Text.utf8(buffer, start, stop)) {
            throw damaged("a text that is not UTF-8");
        }
        if ((seen & ESCAPE) != 0) {
            stop = Text.unescape(buffer, start, stop);
            if (stop < 0) {
                throw damaged("an unknown escape in a text");
            }
        }
        cell.set(Cell.Kind.STRING, buffer, start, stop, (seen & (ESCAPE | COMMA)) == 0);
        position = quote + 1;
    }

    private void number() throws IOException {
        int stop = numberEnd();
        while (stop < 0) {
            extend();
            stop = numberEnd();
        }
        cell.set(Cell.Kind.NUMBER, buffer, position, stop, true);
        position = stop;
    }

    /** Returns where the number ends, or -1 if that is beyond the buffer. */
    private int numberEnd() throws FramesException {
        int first = buffer[position] == '-' ? position + 1 : position;
        int at = digits(first);
        if (at < limit) {
            requireDigits(first, at);
            if (buffer[first] == '0' && at - first > 1) {
                throw damaged("a number that begins with 0");
            }
            if (buffer[at] == '.') {
                int fraction = at + 1;
                at = digits(fraction);
                if (at >= limit) {
                    return -1;
                }
                requireDigits(fraction, at);
            }
            if (buffer[at] == 'e' || buffer[at] == 'E') {
                boolean signed = at + 1 < limit && (buffer[at + 1] == '-' || buffer[at + 1] == '+');
                int exponent = at + (signed ? 2 : 1);
                at = digits(exponent);
                if (at < limit) {
                    requireDigits(exponent, at);
                }
            }
        }
        return at < limit ? at : -1;
    }

    private void requireDigits(int from, int to) throws FramesException {
        if (from == to) {
            throw damaged("a number without digits");
        }
    }

    private int digits(int from) {
        int at = from;
        while (at < limit && buffer[at] >= '0' && buffer[at] <= '9') {
            at++;
        }
        return at;
    }

    private void literal(String word) throws IOException {
        while (limit - position < word.length()) {
            extend();
        }
        for (int i = 0; i < word.length(); i++) {
            if (buffer[position + i] != word.charAt(i)) {
                throw damaged("no JSON value");
            }
        }
        cell.set(Cell.Kind.BOOLEAN, buffer, position, position + word.length(), true);
        position += word.length();
    }

    private void nested() throws IOException {
        int stop = nestedEnd();
        while (stop < 0) {
            extend();
            stop = nestedEnd();
        }
        try {
            byte[] json = LosslessJson.canonical(LosslessJson.read(Arrays.copyOfRange(buffer, position, stop)));
            cell.set(Cell.Kind.JSON, json, 0, json.length, false);
        } catch (JacksonException e) {
            throw new FramesException(place("a nested value that is not JSON"), e);
        }
        position = stop;
    }

    private int nestedEnd() {
        int depth = 0;
        boolean quoted = false;
        for (int at = position; at < limit; at++) {
            byte found = buffer[at];
            if (quoted) {
                at += found == '\\' ? 1 : 0;
                quoted = found != '"';
            } else if (found == '"') {
                quoted = true;
            } else if (found == '[' || found == '{') {
                depth++;
            } else if ((found == ']' || found == '}') && --depth == 0) {
                return at + 1;
            }
        }
        return -1;
    }

    /** Reads more behind what is here, and moves what is not yet used to the beginning. */
    private void extend() throws IOException {
        int kept = limit - position;
        if (next == end) {
            throw damaged("the end in the middle of a value");
        }
        byte[] target = buffer;
        if (kept == buffer.length) {
            if (kept > LONGEST_VALUE / 2) {
                throw damaged("a value of more than " + LONGEST_VALUE / (1024 * 1024) + " MiB");
            }
            target = new byte[Math.max(64, buffer.length * 2)];
        }
        System.arraycopy(buffer, position, target, 0, kept);
        buffer = target;
        position = 0;
        limit = kept;
        int wanted = (int) Math.min(buffer.length - limit, end - next);
        int count = file.read(ByteBuffer.wrap(buffer, limit, wanted), next);
        if (count <= 0) {
            throw damaged("the end of the file");
        }
        limit += count;
        next += count;
    }

    private FramesException damaged(String what) {
        return new FramesException(place(what));
    }

    private String place(String what) {
        return "the answer is damaged at byte " + (next - limit + position) + ": " + what;
    }
}
