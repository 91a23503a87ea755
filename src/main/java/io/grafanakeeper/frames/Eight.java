package io.grafanakeeper.frames;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks at eight bytes at a time, taken as one number whose lowest byte comes first. A mask has the highest bit of each byte set
 * that fits; bits above the lowest such one may be wrong, so only {@link #first} is to be asked.
 */
final class Eight {
    /** How many bytes a buffer must have behind its end, so that its last bytes can be looked at, too. */
    static final int PADDING = Long.BYTES;

    private static final VarHandle VIEW = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHEST = 0x8080808080808080L;
    private static final long BLANKS = ' ' * ONES;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long OPENING = '{' * ONES;
    private static final long CLOSING = '}' * ONES;
    private static final long DIGITS = '0' * ONES;

    /** Carries a value above 9 into the highest bit. */
    private static final long TO_HIGHEST = (0x7F - 9) * ONES;

    private static final long COMMAS = ',' * ONES;

    private Eight() {}

    static long at(byte[] bytes, int start) {
        return (long) VIEW.get(bytes, start);
    }

    static void put(long eight, byte[] bytes, int start) {
        VIEW.set(bytes, start, eight);
    }

    /** Returns how many bytes come before the first that fits; 8 for an empty mask. */
    static int first(long mask) {
        return Long.numberOfTrailingZeros(mask) >>> 3;
    }

    /** Marks quotes and backslashes. */
    static long stringEnds(long eight) {
        return zeros(eight ^ QUOTES) | zeros(eight ^ BACKSLASHES);
    }

    /** Marks what is special inside a string of JSON: quotes, backslashes, control characters. */
    static long special(long eight) {
        return stringEnds(eight) | ((eight - BLANKS) & ~eight & HIGHEST);
    }

    /** Marks commas; any bit says that there is one. */
    static long commas(long eight) {
        return zeros(eight ^ COMMAS);
    }

    /** Marks bytes beyond ASCII. */
    static long beyondAscii(long eight) {
        return eight & HIGHEST;
    }

    /** Returns the first few bytes, the others as zero. */
    static long lowest(long eight, int count) {
        return count == Long.BYTES ? eight : eight & ((1L << (count * Byte.SIZE)) - 1);
    }

    /** Marks quotes, commas and control characters. */
    static long csvSpecial(long eight) {
        return zeros(eight ^ QUOTES) | zeros(eight ^ COMMAS) | ((eight - BLANKS) & ~eight & HIGHEST);
    }

    /** Marks quotes. */
    static long quotes(long eight) {
        return zeros(eight ^ QUOTES);
    }

    /** Marks all but the digits 0 to 9. */
    static long notDigits(long eight) {
        long values = eight ^ DIGITS;
        return (((values & ~HIGHEST) + TO_HIGHEST) | values) & HIGHEST;
    }

    /** Marks quotes and brackets of both kinds, which differ in one bit. */
    static long brackets(long eight) {
        long braces = eight | BLANKS;
        return zeros(eight ^ QUOTES) | zeros(braces ^ OPENING) | zeros(braces ^ CLOSING);
    }

    private static long zeros(long eight) {
        return (eight - ONES) & ~eight & HIGHEST;
    }
}
