package io.grafanakeeper.frames;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Shows the texts that the numbers of a column are indexes of; an index without a text stays a number. */
final class EnumCells implements Cells {
    private final Cells indexes;
    private final List<byte[]> texts = new ArrayList<>();
    private final Cell cell = new Cell();

    EnumCells(Cells indexes, List<String> texts) {
        this.indexes = indexes;
        texts.forEach(text -> this.texts.add(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public Cell cell() {
        return cell;
    }

    @Override
    public boolean next() throws IOException {
        if (!indexes.next()) {
            return false;
        }
        show(indexes.cell());
        return true;
    }

    private void show(Cell found) {
        int index = found.kind() == Cell.Kind.NUMBER ? index(found) : -1;
        if (index < 0) {
            cell.set(found.kind(), found.bytes(), found.start(), found.end(), found.plain());
        } else {
            byte[] text = texts.get(index);
            cell.set(Cell.Kind.STRING, text, 0, text.length, false);
        }
    }

    /** Returns the index of a text, or -1 if the number is none. */
    private int index(Cell found) {
        if (found.end() - found.start() > 9) {
            return -1;
        }
        BigDecimal number = found.number();
        boolean index =
                number.signum() >= 0 && number.compareTo(BigDecimal.valueOf(texts.size())) < 0 && number.scale() <= 0;
        return index ? number.intValue() : -1;
    }
}
