package io.grafanakeeper.queries;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.grafanakeeper.downloads.Download;
import io.grafanakeeper.downloads.DownloadFile;
import io.grafanakeeper.downloads.DownloadStore;
import io.grafanakeeper.downloads.Downloads;
import io.grafanakeeper.queries.ResultStore.Document;
import io.grafanakeeper.queries.ResultStore.StoredWindow;
import io.grafanakeeper.queries.ResultStore.Versioned;
import io.grafanakeeper.windows.TimeRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Gives the stored rows of a query out as one file, never half of it. */
final class Results {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int DIGEST = 16;

    private final ResultStore store;
    private final Downloads downloads;

    Results(ResultStore store, DownloadStore downloads) {
        this.store = store;
        this.downloads = new Downloads(downloads);
    }

    /** Holds the file, and the windows whose rows are in it. */
    record Given(Download download, WindowChoice choice) {}

    /**
     * Makes the file of what is asked for.
     *
     * @throws io.grafanakeeper.runs.ServiceException if a window's file cannot be read, or is replaced meanwhile
     */
    Given give(ResultRequest request) {
        WindowChoice choice = WindowChoice.of(store.list(request.query(), request.range()), request.range());
        Optional<Versioned> schema = store.find(request.query(), Document.SCHEMA);
        ResultColumns columns =
                new ResultColumns(schema.map(Versioned::json).orElseGet(JsonNodeFactory.instance::objectNode));
        ResultMerge merge = new ResultMerge(store, columns, request.format());
        DownloadFile file = file(request, choice.used(), schema.map(Versioned::mark));
        Download download = downloads.make(file, true, out -> {
            try {
                merge.write(choice.used(), out);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write the rows", e);
            }
        });
        return new Given(download, choice);
    }

    /** Names the file by all that its bytes depend on, so that a large one is made once. */
    private static DownloadFile file(ResultRequest request, List<StoredWindow> windows, Optional<String> schema) {
        TimeRange range = windows.isEmpty()
                ? request.range()
                : new TimeRange(
                        windows.get(0).range().from(),
                        windows.get(windows.size() - 1).range().to());
        String path = request.query() + "/" + stamp(range.from()) + "-" + stamp(range.to()) + "-"
                + digest(windows, schema) + "." + request.format().yamlName();
        return new DownloadFile(path, request.format().mediaType());
    }

    private static String stamp(Instant time) {
        return STAMP.format(time);
    }

    private static String digest(List<StoredWindow> windows, Optional<String> schema) {
        MessageDigest digest = sha256();
        digest.update(schema.orElse("").getBytes(StandardCharsets.UTF_8));
        for (StoredWindow window : windows) {
            digest.update(("\n" + window.name() + " " + window.mark()).getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, DIGEST);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
