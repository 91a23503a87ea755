package io.grafanakeeper.frames;

import java.util.List;

/** Is the header of the rows: {@code time, refId, frame}, then the labels, then the values. */
public record Columns(List<Column> list) {
    static final int TIME = 0;
    static final int REF_ID = 1;
    static final int FRAME = 2;

    public Columns {
        list = List.copyOf(list);
    }

    /** Returns the names in order. */
    public List<String> names() {
        return list.stream().map(Column::name).toList();
    }
}
