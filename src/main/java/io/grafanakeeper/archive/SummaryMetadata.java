package io.grafanakeeper.archive;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Writes a backup's sums into its manifest's blob metadata, so that a listing opens nothing, and reads them back. */
public final class SummaryMetadata {
    private SummaryMetadata() {}

    /** Returns the metadata: names of letters only and ASCII values, as Blob Storage wants them. */
    public static Map<String, String> write(BackupSummary summary) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("state", summary.state().text());
        metadata.put("scope", summary.scope());
        metadata.put("started", summary.started().toString());
        metadata.put("finished", summary.finished().toString());
        metadata.put("grafanaversion", summary.grafanaVersion().replaceAll("[^\\x21-\\x7e]", ""));
        metadata.put("failures", Integer.toString(summary.failures()));
        Totals totals = summary.totals();
        metadata.put("items", Long.toString(totals.items()));
        metadata.put("bytes", Long.toString(totals.bytes()));
        metadata.put("newobjects", Long.toString(totals.newObjects()));
        metadata.put("newbytes", Long.toString(totals.newBytes()));
        metadata.put("requests", Long.toString(totals.requests()));
        metadata.put("seconds", Double.toString(totals.seconds()));
        return metadata;
    }

    /** Reads what {@link #write} wrote, empty if anything is missing. */
    public static Optional<BackupSummary> read(String id, Map<String, String> metadata) {
        try {
            return Optional.of(new BackupSummary(
                    id,
                    BackupState.of(text(metadata, "state")),
                    text(metadata, "scope"),
                    Instant.parse(text(metadata, "started")),
                    Instant.parse(text(metadata, "finished")),
                    // A listing gives an empty value as null.
                    Objects.requireNonNullElse(metadata.get("grafanaversion"), ""),
                    (int) number(metadata, "failures"),
                    new Totals(
                            number(metadata, "items"),
                            number(metadata, "bytes"),
                            number(metadata, "newobjects"),
                            number(metadata, "newbytes"),
                            number(metadata, "requests"),
                            Double.parseDouble(text(metadata, "seconds")))));
        } catch (IllegalArgumentException | DateTimeException e) {
            // The caller opens the manifest instead.
            return Optional.empty();
        }
    }

    private static String text(Map<String, String> metadata, String name) {
        String value = metadata.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no " + name);
        }
        return value;
    }

    private static long number(Map<String, String> metadata, String name) {
        return Long.parseLong(text(metadata, name));
    }
}
