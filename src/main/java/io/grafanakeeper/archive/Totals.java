package io.grafanakeeper.archive;

/**
 * Sums up a backup.
 *
 * @param items the items in it
 * @param bytes the size of their contents, unpacked
 * @param newObjects the objects written, none of which was in the store before
 * @param newBytes the size of those, unpacked
 * @param requests the requests sent to Grafana, retries included
 * @param seconds how long it took
 */
public record Totals(long items, long bytes, long newObjects, long newBytes, long requests, double seconds) {}
