package io.grafanakeeper.sandbox.grafana;

/** Computes the CRC-32 of two texts in a row from the CRC-32 of each. */
final class Crc {
    private static final long POLYNOMIAL = 0xEDB88320L;

    private Crc() {}

    /**
     * Gives the CRC of a first text followed by a second: the first CRC, moved on by as many zero bytes as the second has
     * bytes, added (without carry) to the second CRC.
     */
    static long combine(long first, long second, long secondLength) {
        long shift = powerOfX(secondLength * 8);
        return multiply(shift, first) ^ second;
    }

    /** Multiplies two polynomials modulo the CRC's; the highest bit is the constant term. */
    private static long multiply(long a, long b) {
        long product = 0;
        long factor = b;
        for (long bit = 1L << 31; bit != 0; bit >>>= 1) {
            if ((a & bit) != 0) {
                product ^= factor;
            }
            factor = (factor & 1) == 0 ? factor >>> 1 : (factor >>> 1) ^ POLYNOMIAL;
        }
        return product;
    }

    private static long powerOfX(long exponent) {
        long power = 1L << 31;
        long square = 1L << 30;
        for (long rest = exponent; rest != 0; rest >>>= 1) {
            if ((rest & 1) != 0) {
                power = multiply(square, power);
            }
            square = multiply(square, square);
        }
        return power;
    }
}
