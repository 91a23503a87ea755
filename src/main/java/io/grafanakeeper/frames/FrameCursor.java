package io.grafanakeeper.frames;

import java.io.IOException;

/** Walks through the rows of one frame as Grafana gave it. */
interface FrameCursor {
    /** Steps to the next row; false at the end. */
    boolean next() throws IOException;

    /** Returns the cell that shows a field's value in each row, always the same object. */
    Cell cell(int field);
}
