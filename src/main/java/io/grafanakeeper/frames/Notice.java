package io.grafanakeeper.frames;

/** Is a remark of a data source about a frame, such as that rows were cut. */
public record Notice(String refId, String text) {}
