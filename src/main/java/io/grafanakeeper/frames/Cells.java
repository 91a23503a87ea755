package io.grafanakeeper.frames;

import java.io.IOException;

/** Walks through the values of one column. */
interface Cells {
    /** Steps to the next value; false at the end. */
    boolean next() throws IOException;

    /** Returns the cell that shows the current value, always the same object. */
    Cell cell();
}
