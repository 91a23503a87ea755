package io.grafanakeeper.frames;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Writes times in UTC as ISO 8601, always with milliseconds, and with six or nine digits where a time is finer:
 * {@code 2026-11-20T06:00:00.000Z}, {@code 2026-11-20T06:00:00.123456789Z}.
 */
final class IsoTime {
    private static final long DAY = 86_400_000;
    private static final int NANOS_A_MILLI = 1_000_000;
    private static final BigInteger NANOS_A_SECOND = BigInteger.valueOf(1_000_000_000);
    private static final long FIRST_DAY = LocalDate.of(0, 1, 1).toEpochDay();
    private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();
    private static final int DATE = 11;
    private static final int MOST_DIGITS = 19;
    private static final int FINEST = 400;

    private final byte[] text = "0000-00-00T00:00:00.000000000Z".getBytes(StandardCharsets.ISO_8859_1);
    private long day = Long.MAX_VALUE;
    private int minute = -1;

    /**
     * Shows a time in a cell. Its text is good until the next time.
     *
     * @param millis milliseconds since 1970
     * @param nanos what is finer, 0 to 999,999
     */
    void show(long millis, int nanos, Cell cell) {
        long newDay = Math.floorDiv(millis, DAY);
        if (newDay < FIRST_DAY || newDay > LAST_DAY) {
            show(Instant.ofEpochMilli(millis).plusNanos(nanos).toString(), cell);
            return;
        }
        if (newDay != day) {
            day = newDay;
            byte[] date = LocalDate.ofEpochDay(newDay).toString().getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(date, 0, text, 0, date.length);
        }
        int rest = (int) (millis - newDay * DAY);
        int seconds = rest / 1000;
        if (seconds / 60 != minute) {
            minute = seconds / 60;
            digits(minute / 60, DATE, 2);
            digits(minute % 60, DATE + 3, 2);
        }
        digits(seconds % 60, DATE + 6, 2);
        digits(rest - seconds * 1000, DATE + 9, 3);
        int end = DATE + 12;
        if (nanos != 0) {
            digits(nanos, end, 6);
            end += nanos % 1000 == 0 ? 3 : 6;
        }
        text[end] = 'Z';
        cell.set(Cell.Kind.TIME, text, 0, end + 1, true);
    }

    /** Shows a time that is not spelled as a whole number; what is finer than a nanosecond is left out. */
    void show(BigDecimal millis, Cell cell) throws FramesException {
        if (millis.precision() - (long) millis.scale() > MOST_DIGITS || millis.scale() > FINEST) {
            throw new FramesException("a time that is beyond all calendars");
        }
        BigInteger[] parts = millis.movePointRight(6)
                .setScale(0, RoundingMode.FLOOR)
                .toBigInteger()
                .divideAndRemainder(NANOS_A_SECOND);
        long seconds = parts[0].longValueExact();
        int nanos = parts[1].intValueExact();
        if (nanos < 0) {
            seconds--;
            nanos += 1_000_000_000;
        }
        if (Math.abs(seconds) > Long.MAX_VALUE / 2000) {
            show(Instant.ofEpochSecond(seconds, nanos).toString(), cell);
        } else {
            show(seconds * 1000 + nanos / NANOS_A_MILLI, nanos % NANOS_A_MILLI, cell);
        }
    }

    private static void show(String far, Cell cell) {
        byte[] bytes = far.getBytes(StandardCharsets.ISO_8859_1);
        cell.set(Cell.Kind.TIME, bytes, 0, bytes.length, true);
    }

    private void digits(int value, int at, int count) {
        int rest = value;
        for (int i = at + count - 1; i >= at; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
