package io.grafanakeeper.frames;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Gives the rows of one frame to a sink: each row of the frame once for each of its groups. */
final class FrameRows {
    private final FrameCursor cursor;
    private final Row row;
    private final List<List<Placed>> groups = new ArrayList<>();

    FrameRows(Frame frame, FrameCursor cursor, Tidy tidy) {
        this.cursor = cursor;
        this.row = new Row(tidy.columns().list().size());
        row.put(Columns.REF_ID, Cell.constant(frame.refId()));
        row.put(Columns.FRAME, Cell.constant(frame.name()));
        int time = Tidy.timeField(frame);
        if (time >= 0) {
            row.put(Columns.TIME, cursor.cell(time));
        }
        for (Group group : tidy.groups(frame)) {
            List<Placed> placed = new ArrayList<>();
            group.labels()
                    .forEach((label, value) -> placed.add(new Placed(tidy.labelColumn(label), Cell.constant(value))));
            group.fields().forEach((key, field) -> placed.add(new Placed(tidy.valueColumn(key), cursor.cell(field))));
            groups.add(placed);
        }
    }

    /** Is a cell and its column. */
    private record Placed(int column, Cell cell) {}

    void give(RowSink sink) throws IOException {
        boolean several = groups.size() > 1;
        if (!several) {
            show(groups.get(0));
        }
        while (cursor.next()) {
            if (!several) {
                sink.row(row);
                continue;
            }
            for (List<Placed> group : groups) {
                show(group);
                sink.row(row);
                hide(group);
            }
        }
    }

    private void show(List<Placed> group) {
        for (Placed placed : group) {
            row.put(placed.column(), placed.cell());
        }
    }

    private void hide(List<Placed> group) {
        for (Placed placed : group) {
            row.put(placed.column(), Cell.NOTHING);
        }
    }
}
