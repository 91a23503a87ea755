package io.grafanakeeper.frames;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Puts NaN and the infinities back into a column, which holds null in their places. */
final class EntityCells implements Cells {
    private final Cells values;
    private final List<Places> places = new ArrayList<>();
    private final Cell cell = new Cell();
    private long row = -1;

    EntityCells(Cells values) {
        this.values = values;
    }

    /** Names the rows of a value by ascending indexes. */
    void add(String value, Cells indexes) throws IOException {
        Places place = new Places(value.getBytes(StandardCharsets.ISO_8859_1), indexes);
        place.step();
        places.add(place);
    }

    @Override
    public Cell cell() {
        return cell;
    }

    @Override
    public boolean next() throws IOException {
        if (!values.next()) {
            return false;
        }
        row++;
        Cell found = values.cell();
        cell.set(found.kind(), found.bytes(), found.start(), found.end(), found.plain());
        for (Places place : places) {
            if (place.next == row) {
                cell.set(Cell.Kind.NON_FINITE, place.value, 0, place.value.length, true);
                place.step();
            }
        }
        return true;
    }

    /** Walks through the rows of one value. */
    private static final class Places {
        private final byte[] value;
        private final Cells indexes;
        private long next = -1;

        Places(byte[] value, Cells indexes) {
            this.value = value;
            this.indexes = indexes;
        }

        void step() throws IOException {
            if (!indexes.next()) {
                next = Long.MAX_VALUE;
                return;
            }
            long before = next;
            try {
                next = indexes.cell().kind() == Cell.Kind.NUMBER
                        ? indexes.cell().number().longValueExact()
                        : -1;
            } catch (ArithmeticException | NumberFormatException e) {
                throw new FramesException("a list of rows holds something else than a number of a row", e);
            }
            if (next <= before) {
                throw new FramesException("a list of rows does not ascend");
            }
        }
    }
}
