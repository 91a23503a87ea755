package io.grafanakeeper.queries;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.grafanakeeper.json.LosslessJson;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads JSON Lines whose rows all have the columns of the first. */
final class JsonlRowReader implements RowReader {
    private final JsonParser parser;
    private final List<String> header = new ArrayList<>();
    private final BitSet bare = new BitSet();
    private @Nullable String[] row = {};
    private boolean first;

    JsonlRowReader(InputStream file) throws IOException {
        parser = LosslessJson.factory().createParser(file);
        first = nextObject();
    }

    @Override
    public List<String> header() {
        return List.copyOf(header);
    }

    @Override
    public boolean next() throws IOException {
        if (first) {
            first = false;
            return true;
        }
        return nextObject();
    }

    @Override
    public @Nullable String text(int column) {
        return row[column];
    }

    @Override
    public boolean bare(int column) {
        return bare.get(column);
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    private boolean nextObject() throws IOException {
        try {
            JsonToken token = parser.nextToken();
            if (token == null) {
                return false;
            }
            if (token != JsonToken.START_OBJECT) {
                throw new MalformedRowsException("a row is not an object");
            }
            readRow();
            return true;
        } catch (JsonProcessingException | CharConversionException e) {
            throw new MalformedRowsException("it is not JSON", e);
        }
    }

    private void readRow() throws IOException {
        List<@Nullable String> texts = new ArrayList<>();
        boolean growing = header.isEmpty();
        bare.clear();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            if (growing) {
                header.add(name);
            } else if (texts.size() == header.size()
                    || !header.get(texts.size()).equals(name)) {
                throw new MalformedRowsException("a row has other columns than the first");
            }
            parser.nextToken();
            bare.set(texts.size(), bareToken());
            texts.add(value());
        }
        if (texts.size() != header.size()) {
            throw new MalformedRowsException("a row has fewer columns than the first");
        }
        row = texts.toArray(new @Nullable String[0]);
    }

    private boolean bareToken() {
        return parser.currentToken() != JsonToken.VALUE_STRING && parser.currentToken() != JsonToken.VALUE_NULL;
    }

    private @Nullable String value() throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> null;
            case START_OBJECT, START_ARRAY ->
                new String(LosslessJson.canonical(LosslessJson.readValue(parser)), StandardCharsets.UTF_8);
            default -> parser.getText();
        };
    }
}
