package io.grafanakeeper.frames;

/**
 * Is a remark of a data source about a frame, such as that rows were cut.
 *
 * @param severity {@code info}, {@code warning} or {@code error}; empty if not said
 */
public record Notice(String refId, String severity, String text) {}
