package io.grafanakeeper.frames;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Shows the milliseconds of a column, and the nanoseconds of another if there is one, as times. */
final class TimeCells implements Cells {
    private static final int SAFE_DIGITS = 18;
    private static final long OTHER = Long.MIN_VALUE;

    private final Cells millis;
    private final @Nullable Cells nanos;
    private final Cell cell = new Cell();
    private final IsoTime iso = new IsoTime();

    TimeCells(Cells millis, @Nullable Cells nanos) {
        this.millis = millis;
        this.nanos = nanos;
    }

    @Override
    public Cell cell() {
        return cell;
    }

    @Override
    public boolean next() throws IOException {
        if (!millis.next()) {
            return false;
        }
        int finer = 0;
        // An empty array of nanoseconds is none at all.
        if (nanos != null && nanos.next()) {
            finer = nanos(nanos.cell());
        }
        show(millis.cell(), finer, iso, cell);
        return true;
    }

    private static int nanos(Cell found) throws FramesException {
        if (found.kind() == Cell.Kind.NULL) {
            return 0;
        }
        long value = found.kind() == Cell.Kind.NUMBER ? whole(found) : OTHER;
        if (value < 0 || value > 999_999) {
            throw new FramesException("a time with other nanoseconds than 0 to 999,999");
        }
        return (int) value;
    }

    /** Shows milliseconds as a time; what is no number stays as it is. */
    static void show(Cell millis, int finer, IsoTime iso, Cell cell) throws FramesException {
        if (millis.kind() != Cell.Kind.NUMBER) {
            cell.set(millis.kind(), millis.bytes(), millis.start(), millis.end(), millis.plain());
            return;
        }
        long whole = whole(millis);
        if (whole != OTHER) {
            iso.show(whole, finer, cell);
        } else {
            try {
                iso.show(millis.number(), cell);
            } catch (NumberFormatException e) {
                throw new FramesException("a time that is beyond all calendars", e);
            }
        }
    }

    /** Returns a whole number of few digits, or {@link #OTHER}. */
    private static long whole(Cell found) {
        byte[] bytes = found.bytes();
        boolean negative = bytes[found.start()] == '-';
        int first = negative ? found.start() + 1 : found.start();
        if (found.end() - first > SAFE_DIGITS) {
            return OTHER;
        }
        long value = 0;
        for (int at = first; at < found.end(); at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                return OTHER;
            }
            value = value * 10 + digit;
        }
        return negative ? -value : value;
    }
}
