package io.grafanakeeper.frames;

import java.io.IOException;

/** Takes rows one after the other. */
public interface RowSink {
    /** Takes the header, once, before any row. */
    void begin(Columns columns) throws IOException;

    /** Takes one row, which is another one as soon as this returns. */
    void row(Row row) throws IOException;

    /** Returns a sink that gives everything to this one and then to another. */
    default RowSink and(RowSink other) {
        RowSink first = this;
        return new RowSink() {
            @Override
            public void begin(Columns columns) throws IOException {
                first.begin(columns);
                other.begin(columns);
            }

            @Override
            public void row(Row row) throws IOException {
                first.row(row);
                other.row(row);
            }
        };
    }
}
