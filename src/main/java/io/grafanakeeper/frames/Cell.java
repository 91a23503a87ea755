package io.grafanakeeper.frames;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Holds one value of a row as UTF-8 text. It changes with the next row: whoever keeps a value takes its {@link #text()}.
 *
 * <p>The bytes may be a piece of a reader's buffer, so that a value is not copied on its way from file to file.
 */
public final class Cell {
    /** Says what the text is. */
    public enum Kind {
        /** The row's frame has no such column. */
        ABSENT,
        /** There is no value. */
        NULL,
        /** Any text. */
        STRING,
        /** A number as Grafana spelled it. */
        NUMBER,
        /** {@code NaN}, {@code +Inf} or {@code -Inf}. */
        NON_FINITE,
        /** {@code true} or {@code false}. */
        BOOLEAN,
        /** A time in UTC, ISO 8601. */
        TIME,
        /** An array or object in canonical JSON. */
        JSON
    }

    static final Cell NOTHING = new Cell();

    private static final byte[] NO_BYTES = {};

    private Kind kind = Kind.ABSENT;
    private byte[] bytes = NO_BYTES;
    private int start;
    private int end;
    private boolean plain;

    Cell() {}

    /** Returns a cell of a text that stays the same in many rows. */
    static Cell constant(String text) {
        Cell cell = new Cell();
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        boolean plain = text.chars().noneMatch(found -> found < ' ' || found == '"' || found == ',' || found == '\\');
        cell.set(Kind.STRING, Arrays.copyOf(utf8, utf8.length + 16), 0, utf8.length, plain);
        return cell;
    }

    /** Returns what the text is. */
    public Kind kind() {
        return kind;
    }

    /** Tells whether there is a value. */
    public boolean present() {
        return kind != Kind.NULL && kind != Kind.ABSENT;
    }

    /** Returns the value as text, or null if there is none. */
    public @Nullable String text() {
        return present() ? new String(bytes, start, end - start, StandardCharsets.UTF_8) : null;
    }

    /**
     * Returns the value of a {@link Kind#NUMBER} exactly.
     *
     * @throws NumberFormatException if it is no number, or its exponent is beyond ten digits
     */
    public BigDecimal number() {
        return new BigDecimal(new String(bytes, start, end - start, StandardCharsets.ISO_8859_1));
    }

    byte[] bytes() {
        return bytes;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** Tells whether the text is known to be there, not empty, and without quote, comma, backslash or control character. */
    boolean plain() {
        return plain;
    }

    void clear() {
        set(Kind.NULL, NO_BYTES, 0, 0, false);
    }

    void set(Kind newKind, byte[] newBytes, int newStart, int newEnd, boolean newPlain) {
        // Storing a reference costs the garbage collector more than comparing it costs us.
        if (kind != newKind) {
            kind = newKind;
        }
        if (bytes != newBytes) {
            bytes = newBytes;
        }
        start = newStart;
        end = newEnd;
        plain = newPlain && newStart < newEnd;
    }
}
