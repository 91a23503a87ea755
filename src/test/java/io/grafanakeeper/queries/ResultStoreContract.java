package io.grafanakeeper.queries;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.queries.ResultStore.Document;
import io.grafanakeeper.queries.ResultStore.NewWindow;
import io.grafanakeeper.queries.ResultStore.StoredWindow;
import io.grafanakeeper.settings.ResultFormat;
import io.grafanakeeper.windows.TimeRange;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Says what every result store does. */
public abstract class ResultStoreContract {
    protected static final String QUERY = "errors";
    private static final Instant START = Instant.parse("2026-11-19T00:00:00Z");

    /** Returns the store under test; every test begins with an empty one. */
    protected abstract ResultStore store();

    @Test
    void keepsAWindowWhole() throws IOException {
        assertTrue(write(hours(0, 24), "a,b\n1,2\n"));
        StoredWindow stored = only();
        assertEquals("errors/date=2026-11-19/20261119T000000Z.csv", stored.name());
        assertEquals(hours(0, 24), stored.range());
        assertEquals(ResultFormat.CSV, stored.format());
        assertEquals(7, stored.rows());
        assertEquals(8, stored.bytes());
        assertEquals("run-1", stored.run());
        assertEquals("a,b\n1,2\n", text(stored));
    }

    @Test
    void keepsAWindowWithoutRows() throws IOException {
        write(hours(0, 1), "");
        assertEquals("", text(only()));
    }

    @Test
    void keepsNothingOfAContentThatFails() throws IOException {
        byte[] much = new byte[5_000_000];
        NewWindow window = window(hours(0, 1));
        assertThrows(
                IOException.class,
                () -> store().write(window, out -> {
                    out.write(much);
                    throw new IOException("Grafana is away");
                }));
        assertEquals(List.of(), store().list(QUERY, hours(0, 24)));
        write(hours(0, 1), "whole");
        assertThrows(
                IllegalStateException.class,
                () -> store().write(window, out -> {
                    out.write(1);
                    throw new IllegalStateException("a row that cannot be written");
                }));
        assertEquals("whole", text(only()));
    }

    @Test
    void replacesTheSameWindowAndNothingElse() throws IOException {
        write(hours(0, 1), "first");
        write(hours(1, 2), "other");
        StoredWindow before = store().list(QUERY, hours(0, 1)).get(0);
        write(hours(0, 1), "second");
        List<StoredWindow> all = store().list(QUERY, hours(0, 24));
        assertEquals(2, all.size());
        assertEquals("second", text(all.get(0)));
        assertEquals("other", text(all.get(1)));
        assertThrows(IOException.class, () -> text(before));
    }

    @Test
    void letsNoShorterWindowReplaceALongerOne() throws IOException {
        assertTrue(write(hours(0, 24), "the day"));
        assertFalse(write(hours(0, 1), "its first hour"));
        assertEquals("the day", text(only()));
        assertTrue(write(hours(0, 48), "two days"));
        assertEquals("two days", text(only()));
        assertEquals(hours(0, 48), only().range());
    }

    @Test
    void letsNothingIncompleteReplaceWhatIsComplete() throws IOException {
        NewWindow half = new NewWindow(QUERY, hours(0, 1), ZoneOffset.UTC, ResultFormat.CSV, "run-2", false);
        assertTrue(store().write(half, out -> 0));
        assertTrue(write(hours(0, 1), "whole"));
        assertFalse(store().write(half, out -> 0));
        NewWindow longer = new NewWindow(QUERY, hours(0, 2), ZoneOffset.UTC, ResultFormat.CSV, "run-3", false);
        assertFalse(store().write(longer, out -> 0));
        assertEquals("whole", text(only()));
    }

    @Test
    void letsNoShorterWindowReplaceALongerOneThatIsNotComplete() throws IOException {
        NewWindow day = new NewWindow(QUERY, hours(0, 24), ZoneOffset.UTC, ResultFormat.CSV, "run-2", false);
        assertTrue(store().write(day, out -> 3));
        assertFalse(write(hours(0, 1), "its first hour"));
        assertEquals(3, only().rows());
        assertFalse(only().complete());
        assertTrue(write(hours(0, 24), "the whole day"));
        assertTrue(only().complete());
    }

    @Test
    void listsTheWindowsThatOverlapInTheOrderOfTime() throws IOException {
        for (int hour : new int[] {30, 1, 0, 23, 24, 2}) {
            write(hours(hour, hour + 1), "hour " + hour);
        }
        store().write(
                        new NewWindow("errors-2", hours(1, 2), ZoneOffset.UTC, ResultFormat.JSONL, "run-2", true),
                        out -> 0);
        assertEquals(List.of(1, 2, 23), starts(hours(1, 24)));
        assertEquals(List.of(0, 1, 2, 23, 24, 30), starts(hours(-100, 100)));
        assertEquals(List.of(), starts(hours(3, 23)));
        assertEquals(
                List.of(2),
                starts(new TimeRange(
                        hours(2, 3).to().minusMillis(1), hours(2, 5).to())));
        assertEquals(List.of(), store().list("err", hours(0, 24)));
        assertEquals(
                ResultFormat.JSONL,
                store().list("errors-2", hours(0, 24)).get(0).format());
    }

    @Test
    void writesADocumentOnlyOverTheOneThatWasRead() {
        ObjectNode one = JsonNodeFactory.instance.objectNode().put("n", 1);
        ObjectNode two = JsonNodeFactory.instance.objectNode().put("n", 2);
        assertEquals(Optional.empty(), store().find(QUERY, Document.STATE));
        assertTrue(store().put(QUERY, Document.STATE, one, Optional.empty()));
        assertFalse(store().put(QUERY, Document.STATE, two, Optional.empty()));
        Optional<ResultStore.Versioned> before = store().find(QUERY, Document.STATE);
        assertEquals("1", before.orElseThrow().json().path("n").asText());
        assertTrue(store().put(QUERY, Document.STATE, two, before));
        assertFalse(store().put(QUERY, Document.STATE, one, before));
        assertEquals(
                "2",
                store().find(QUERY, Document.STATE)
                        .orElseThrow()
                        .json()
                        .path("n")
                        .asText());
        assertEquals(Optional.empty(), store().find(QUERY, Document.SCHEMA));
        assertEquals(List.of(), store().list(QUERY, hours(0, 24)));
    }

    @Test
    void losesNoChangeOfADocumentThatTwoChangeAtOnce() throws Exception {
        int each = 8;
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> writers =
                    List.of(threads.submit(() -> addColumns("a", each)), threads.submit(() -> addColumns("b", each)));
            for (Future<?> writer : writers) {
                writer.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(
                2 * each,
                store().find(QUERY, Document.SCHEMA).orElseThrow().json().size());
    }

    private void addColumns(String prefix, int count) {
        for (int column = 0; column < count; column++) {
            String name = prefix + column;
            store().update(QUERY, Document.SCHEMA, schema -> schema.put(name, "number"));
        }
    }

    private boolean write(TimeRange range, String text) throws IOException {
        return store().write(window(range), out -> {
            out.write(text.getBytes(UTF_8));
            return 7;
        });
    }

    private StoredWindow only() {
        List<StoredWindow> all = store().list(QUERY, hours(-1000, 1000));
        assertEquals(1, all.size());
        return all.get(0);
    }

    private String text(StoredWindow window) throws IOException {
        try (InputStream file = store().open(window)) {
            return new String(file.readAllBytes(), UTF_8);
        }
    }

    private List<Integer> starts(TimeRange range) {
        return store().list(QUERY, range).stream()
                .map(window ->
                        (int) Duration.between(START, window.range().from()).toHours())
                .toList();
    }

    protected static NewWindow window(TimeRange range) {
        return new NewWindow(QUERY, range, ZoneOffset.UTC, ResultFormat.CSV, "run-1", true);
    }

    protected static TimeRange hours(int from, int to) {
        return new TimeRange(START.plusSeconds(from * 3600L), START.plusSeconds(to * 3600L));
    }
}
