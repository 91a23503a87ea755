package io.grafanakeeper.frames;

import java.util.Arrays;

/** Shows the current row: one cell a column. It is always the same object. */
public final class Row {
    private final Cell[] cells;

    Row(int columns) {
        cells = new Cell[columns];
        Arrays.fill(cells, Cell.NOTHING);
    }

    /** Returns how many columns there are. */
    public int size() {
        return cells.length;
    }

    /** Returns the cell of a column, counted from 0. */
    public Cell cell(int column) {
        return cells[column];
    }

    void put(int column, Cell cell) {
        cells[column] = cell;
    }
}
