package io.grafanakeeper.frames;

import com.fasterxml.jackson.core.JacksonException;
import io.grafanakeeper.json.LosslessJson;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * Walks through one array of the file with a small buffer of its own, which grows only if a single value is longer. Numbers keep
 * their spelling and texts are unescaped where they lie, so nothing is copied or turned into an object.
 */
final class ColumnCursor extends RegionBuffer implements Cells {
    private final Cell cell = new Cell();
    private boolean begun;

    /**
     * Creates a cursor before the first value.
     *
     * @param region where the array is; {@code null} instead of an array has no values
     * @param bytes the size of the buffer
     */
    ColumnCursor(FileChannel file, Region region, int bytes) throws IOException {
        super(file, region, bytes);
        int first = peek();
        if (first == 'n') {
            literal("null");
            replace("]");
        } else if (first == '[') {
            position++;
        } else {
            throw damaged("a column is no array");
        }
    }

    @Override
    public Cell cell() {
        return cell;
    }

    @Override
    public boolean next() throws IOException {
        int at = position;
        if (begun && at < limit - 1 && buffer[at] == ',' && buffer[at + 1] > ' ') {
            position = at + 1;
        } else if (!separated()) {
            return false;
        }
        switch (buffer[position]) {
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

    /** Steps to the next value over whatever separates it from the one before; false at the end. */
    private boolean separated() throws IOException {
        int found = peek();
        if (found == ']') {
            return false;
        }
        if (begun) {
            if (found != ',') {
                throw damaged("a comma is missing");
            }
            position++;
            peek();
        }
        begun = true;
        return true;
    }

    private void string() throws IOException {
        while (true) {
            byte[] bytes = buffer;
            int stop = limit;
            int escape = 0;
            long beyondAscii = 0;
            long commas = 0;
            int at = position + 1;
            while (at < stop) {
                long eight = Eight.at(bytes, at);
                long special = Eight.special(eight);
                if (special == 0) {
                    beyondAscii |= eight;
                    commas |= Eight.commas(eight);
                    at += Long.BYTES;
                    continue;
                }
                int plain = Eight.first(special);
                long before = Eight.lowest(eight, plain);
                beyondAscii |= before;
                commas |= Eight.commas(before);
                at += plain;
                if (at >= stop) {
                    break;
                }
                if (bytes[at] == '"') {
                    text(at, escape, Eight.beyondAscii(beyondAscii) != 0, escape == 0 && commas == 0);
                    return;
                }
                if (bytes[at] != '\\') {
                    throw damaged("a control character in a text");
                }
                escape = escape == 0 ? at : escape;
                at += 2;
            }
            extend();
        }
    }

    private void text(int quote, int escape, boolean beyondAscii, boolean plain) throws IOException {
        int start = position + 1;
        int stop = quote;
        if (beyondAscii && !Text.utf8(buffer, start, stop)) {
            throw damaged("a text that is not UTF-8");
        }
        if (escape > 0) {
            stop = Text.unescape(buffer, escape, stop);
            if (stop < 0) {
                throw damaged("an unknown escape in a text");
            }
        }
        cell.set(Cell.Kind.STRING, buffer, start, stop, plain);
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
        while (at < limit) {
            long others = Eight.notDigits(Eight.at(buffer, at));
            at += Eight.first(others);
            if (others != 0) {
                break;
            }
        }
        return Math.min(at, limit);
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
}
