package io.grafanakeeper.queries;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.json.LosslessJson;
import io.grafanakeeper.queries.ResultStore.Document;
import io.grafanakeeper.queries.ResultStore.NewWindow;
import io.grafanakeeper.settings.ResultFormat;
import io.grafanakeeper.windows.TimeRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Puts files of windows into a store. */
final class Files {
    static final String QUERY = "errors";
    static final Instant START = Instant.parse("2026-11-19T00:00:00Z");

    private final ResultStore store;

    Files(ResultStore store) {
        this.store = store;
    }

    /** Stores lines, which all end with the format's line end. */
    Files with(int from, int to, ResultFormat format, String... lines) {
        String end = format == ResultFormat.CSV ? "\r\n" : "\n";
        int rows = lines.length - (format == ResultFormat.CSV ? 1 : 0);
        return with(from, to, format, Math.max(0, rows), lines.length == 0 ? "" : String.join(end, lines) + end);
    }

    Files with(int from, int to, ResultFormat format, long rows, String text) {
        try {
            store.write(new NewWindow(QUERY, hours(from, to), ZoneOffset.UTC, format, "run", true), out -> {
                out.write(text.getBytes(UTF_8));
                return rows;
            });
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stores the document of columns: {@code name role type} each. */
    Files schema(String... columns) {
        StringBuilder json = new StringBuilder("{\"columns\":[");
        for (String column : columns) {
            String[] words = column.split(" ", -1);
            json.append(json.charAt(json.length() - 1) == '[' ? "" : ",")
                    .append("{\"name\":\"" + words[0] + "\",\"role\":\"" + words[1] + "\",\"type\":\"" + words[2]
                            + "\"}");
        }
        try {
            store.put(
                    QUERY,
                    Document.SCHEMA,
                    (ObjectNode) LosslessJson.read(json.append("]}").toString().getBytes(UTF_8)),
                    Optional.empty());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TimeRange hours(int from, int to) {
        return new TimeRange(START.plusSeconds(from * 3600L), START.plusSeconds(to * 3600L));
    }
}
