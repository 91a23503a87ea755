package io.grafanakeeper.frames;

/**
 * Says where one JSON value is in the file.
 *
 * @param start the offset of its first byte
 * @param end the offset behind its last byte
 */
record Region(long start, long end) {
    long length() {
        return end - start;
    }
}
