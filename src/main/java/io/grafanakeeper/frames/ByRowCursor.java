package io.grafanakeeper.frames;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.json.LosslessJson;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Walks through an array of arrays, a row each, as the first Grafana 7 wrote it. */
final class ByRowCursor implements FrameCursor {
    private final JsonParser parser;
    private final List<Field> fields;
    private final Cell[] cells;
    private final IsoTime[] times;

    ByRowCursor(FileChannel file, List<Field> fields, Region rows) throws IOException {
        this.fields = fields;
        this.parser = LosslessJson.factory().createParser(new RegionStream(file, rows));
        this.cells = new Cell[fields.size()];
        this.times = new IsoTime[fields.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = new Cell();
            times[i] = new IsoTime();
        }
        try {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_ARRAY && first != JsonToken.VALUE_NULL) {
                throw new FramesException("the rows of a table or series are no array");
            }
        } catch (JacksonException e) {
            throw damaged(e);
        }
    }

    @Override
    public boolean next() throws IOException {
        try {
            JsonToken token = parser.nextToken();
            if (token == null || token == JsonToken.END_ARRAY) {
                return false;
            }
            JsonNode row = LosslessJson.readValue(parser);
            if (!row.isArray() || row.size() != cells.length) {
                throw new FramesException("a row of a table or series has not as many values as there are columns");
            }
            for (int i = 0; i < cells.length; i++) {
                show(row.get(i), i);
            }
            return true;
        } catch (JacksonException e) {
            throw damaged(e);
        }
    }

    @Override
    public Cell cell(int field) {
        return cells[field];
    }

    private void show(JsonNode value, int field) throws FramesException {
        Cell cell = cells[field];
        switch (value.getNodeType()) {
            case NULL -> cell.clear();
            case STRING -> set(cell, Cell.Kind.STRING, value.textValue());
            case BOOLEAN -> set(cell, Cell.Kind.BOOLEAN, value.asText());
            case ARRAY, OBJECT -> {
                byte[] json = LosslessJson.canonical(value);
                cell.set(Cell.Kind.JSON, json, 0, json.length, false);
            }
            default -> {
                set(cell, Cell.Kind.NUMBER, LosslessJson.text(value));
                if (fields.get(field).type() == FieldType.TIME) {
                    TimeCells.show(cell, 0, times[field], cell);
                }
            }
        }
    }

    private static void set(Cell cell, Cell.Kind kind, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        cell.set(kind, bytes, 0, bytes.length, false);
    }

    private static FramesException damaged(JacksonException cause) {
        return new FramesException("the rows of a table or series are not JSON", cause);
    }
}
