package io.grafanakeeper.compare;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.archive.ManifestJson;
import io.grafanakeeper.json.LosslessJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes a comparison as JSON, entry by entry.
 *
 * <p>An item stands in every list that is true of it: one that was moved and edited in {@code moved} and in {@code changed}; one
 * that was renamed in {@code renamed}, and in {@code changed} too, since its title is part of its content.
 */
final class ComparisonJson {
    private final JsonGenerator json;
    private final Comparison comparison;

    private ComparisonJson(JsonGenerator json, Comparison comparison) {
        this.json = json;
        this.comparison = comparison;
    }

    /** Returns the comparison as UTF-8 JSON. */
    static byte[] write(Comparison comparison) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);
        try (JsonGenerator json = LosslessJson.generator(bytes)) {
            new ComparisonJson(json, comparison).write();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write JSON in memory", e);
        }
        return bytes.toByteArray();
    }

    private interface EntryWriter {
        void write(Outcome outcome) throws IOException;
    }

    private void write() throws IOException {
        json.writeStartObject();
        json.writeStringField("target", comparison.target());
        json.writeStringField("from", comparison.from());
        json.writeStringField("to", comparison.to());
        list("added", Outcome::added, outcome -> entry(outcome.to()));
        list("removed", Outcome::removed, outcome -> entry(outcome.from()));
        list("moved", Outcome::moved, outcome -> moved(outcome.from(), outcome.to()));
        list("renamed", Outcome::renamed, outcome -> renamed(outcome.from(), outcome.to()));
        list("changed", Outcome::changed, this::changed);
        json.writeNumberField(
                "unchanged",
                comparison.outcomes().stream().filter(Outcome::unchanged).count());
        list("failures", outcome -> outcome.failure() != null, this::failure);
        json.writeEndObject();
    }

    private void list(String name, Predicate<Outcome> chosen, EntryWriter writer) throws IOException {
        json.writeArrayFieldStart(name);
        for (Outcome outcome : comparison.outcomes()) {
            if (chosen.test(outcome)) {
                writer.write(outcome);
            }
        }
        json.writeEndArray();
    }

    private void entry(@Nullable Held item) throws IOException {
        start(item);
        json.writeEndObject();
    }

    private void moved(@Nullable Held from, @Nullable Held to) throws IOException {
        start(to);
        json.writeStringField("was", from == null ? "" : from.place().folderPath());
        json.writeEndObject();
    }

    private void renamed(@Nullable Held from, @Nullable Held to) throws IOException {
        start(to);
        json.writeStringField("was", from == null ? "" : from.title());
        json.writeEndObject();
    }

    private void changed(Outcome outcome) throws IOException {
        Change change = outcome.change();
        if (change == null) {
            return;
        }
        start(outcome.to());
        String patch = change.patch();
        if (patch == null) {
            json.writeBooleanField("patchOmitted", true);
        } else {
            json.writeFieldName("patch");
            json.writeRawValue(patch);
        }
        json.writeArrayFieldStart("sentences");
        for (String sentence : change.sentences()) {
            json.writeString(sentence);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void start(@Nullable Held item) throws IOException {
        json.writeStartObject();
        if (item != null) {
            json.writeStringField("kind", item.kind().text());
            json.writeStringField("uid", item.uid());
            json.writeStringField("title", item.title());
            json.writeStringField("folderPath", item.place().folderPath());
        }
    }

    private void failure(Outcome outcome) throws IOException {
        if (outcome.failure() != null) {
            ObjectNode failure = ManifestJson.failure(outcome.failure());
            json.writeTree(failure.put("side", outcome.failedSide()));
        }
    }
}
