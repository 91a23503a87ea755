package io.grafanakeeper.frames;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks through all columns of a frame side by side; their buffers together have a bound, however many there are. */
final class ByColumnCursor implements FrameCursor {
    private static final int ALL_BUFFERS = 4 * 1024 * 1024;
    private static final int LARGEST_BUFFER = 16 * 1024;
    private static final int SMALLEST_BUFFER = 512;

    private final FileChannel file;
    private final int share;
    private final List<ColumnCursor> cursors = new ArrayList<>();
    private final Cells[] columns;

    ByColumnCursor(FileChannel file, List<Field> fields, FrameData.ByColumn data) throws IOException {
        this.file = file;
        this.share = Math.max(SMALLEST_BUFFER, Math.min(LARGEST_BUFFER, ALL_BUFFERS / Math.max(1, count(data))));
        this.columns = new Cells[data.values().size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = column(fields.get(i), data, i);
        }
    }

    private static int count(FrameData.ByColumn data) {
        long entities = data.entities().stream().filter(found -> found != null).count();
        return (int)
                Math.min(Integer.MAX_VALUE, data.values().size() + data.nanos().size() + 3 * entities);
    }

    /** Returns how much memory the buffers take. */
    long bufferBytes() {
        return cursors.stream().mapToLong(ColumnCursor::bufferBytes).sum();
    }

    @Override
    public boolean next() throws IOException {
        boolean more = columns[0].next();
        for (int i = 1; i < columns.length; i++) {
            if (columns[i].next() != more) {
                throw new FramesException("the columns of a frame are not of the same length");
            }
        }
        return more;
    }

    @Override
    public Cell cell(int field) {
        return columns[field].cell();
    }

    private Cells column(Field field, FrameData.ByColumn data, int number) throws IOException {
        Cells values = cursor(data.values().get(number));
        FrameData.Entities entities =
                number < data.entities().size() ? data.entities().get(number) : null;
        if (entities != null) {
            values = with(entities, values);
        }
        if (field.type() == FieldType.TIME) {
            Region nanos = number < data.nanos().size() ? data.nanos().get(number) : null;
            return new TimeCells(values, nanos == null ? null : cursor(nanos));
        }
        return field.enumTexts().isEmpty() || field.type() != FieldType.ENUM
                ? values
                : new EnumCells(values, field.enumTexts());
    }

    private Cells with(FrameData.Entities entities, Cells values) throws IOException {
        EntityCells cells = new EntityCells(values);
        add(cells, "NaN", entities.nan());
        add(cells, "+Inf", entities.inf());
        add(cells, "-Inf", entities.negInf());
        return cells;
    }

    private void add(EntityCells cells, String value, @Nullable Region indexes) throws IOException {
        if (indexes != null) {
            cells.add(value, cursor(indexes));
        }
    }

    private ColumnCursor cursor(Region region) throws IOException {
        ColumnCursor cursor = new ColumnCursor(file, region, share);
        cursors.add(cursor);
        return cursor;
    }
}
