package io.grafanakeeper.runs;

/**
 * Counts how far a run is.
 *
 * @param done items dealt with, well or not
 * @param total items to deal with, 0 while unknown
 */
public record Progress(long done, long total) {}
