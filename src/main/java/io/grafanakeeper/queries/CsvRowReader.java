package io.grafanakeeper.queries;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads CSV whose first line is the header. An empty field is no value, {@code ""} is an empty text. */
final class CsvRowReader implements RowReader {
    private final CloseableIterator<Fields> records;
    private final List<String> header;
    private final List<ColumnType> types;
    private @Nullable String[] row = {};

    /** Opens a file; the columns say what its texts are. */
    CsvRowReader(InputStream file, ResultColumns columns) throws IOException {
        // A decoder of one's own refuses what is not UTF-8, where the reader's would put a mark in its place.
        records = CsvReader.builder()
                .allowUnclosedQuote(false)
                .build(new Handler(), new InputStreamReader(file, StandardCharsets.UTF_8.newDecoder()))
                .iterator();
        header = nextRecord() ? names() : List.of();
        types = header.stream().map(columns::type).toList();
    }

    @Override
    public List<String> header() {
        return header;
    }

    @Override
    public boolean next() throws IOException {
        // A row with other than the header's number of fields is refused.
        return nextRecord();
    }

    @Override
    public @Nullable String text(int column) {
        return row[column];
    }

    @Override
    public boolean bare(int column) {
        String text = row[column];
        return text != null && types.get(column).bare(text);
    }

    @Override
    public void close() throws IOException {
        records.close();
    }

    private List<String> names() {
        return Arrays.stream(row).map(name -> name == null ? "" : name).toList();
    }

    private boolean nextRecord() throws IOException {
        try {
            if (!records.hasNext()) {
                return false;
            }
            row = records.next().texts();
            return true;
        } catch (CsvParseException e) {
            throw new MalformedRowsException("it is not CSV", e);
        } catch (UncheckedIOException e) {
            IOException failure = e.getCause();
            throw failure instanceof CharacterCodingException
                    ? new MalformedRowsException("it is not UTF-8", failure)
                    : failure;
        }
    }

    /** Holds the fields of a line; null where there is nothing, not even quotes. */
    private record Fields(@Nullable String[] texts) {}

    private static final class Handler extends AbstractBaseCsvCallbackHandler<Fields> {
        private final List<@Nullable String> fields = new ArrayList<>();

        @Override
        protected void handleBegin(long line) {
            fields.clear();
        }

        @Override
        protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
            fields.add(length == 0 && !quoted ? null : new String(buffer, offset, length));
        }

        @Override
        protected Fields buildRecord() {
            return new Fields(fields.toArray(new @Nullable String[0]));
        }
    }
}
