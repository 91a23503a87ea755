package io.grafanakeeper.frames;

import java.io.Flushable;

/** Writes rows to a stream and counts them. The stream is whole after {@link #flush()} and is not closed. */
public interface RowWriter extends RowSink, Flushable {
    /** Returns how many rows there were, the header not counted. */
    long rows();
}
