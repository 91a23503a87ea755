package io.grafanakeeper.verify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Collects what a verification finds, as the JSON that is answered. */
final class VerificationReport {
    /** The most extra objects to name; all are counted. */
    private static final int MOST_NAMED = 1000;

    private final ObjectNode json = JsonNodeFactory.instance.objectNode();
    private final ArrayNode missing = JsonNodeFactory.instance.arrayNode();
    private final ArrayNode corrupt = JsonNodeFactory.instance.arrayNode();
    private final ArrayNode extra = JsonNodeFactory.instance.arrayNode();
    private final String backup;
    private final Instant now;
    private long checked;
    private long remaining;
    private long bytes;
    private long extraCount;
    private long extraBytes;
    private boolean extraChecked;
    private Duration took = Duration.ZERO;

    VerificationReport(String backup, Instant now) {
        this.backup = backup;
        this.now = now;
    }

    /** Notes one object, which may serve several items. */
    void object(List<Item> items, Finding finding, long size) {
        if (finding == Finding.UNCHECKED) {
            remaining++;
            return;
        }
        checked++;
        bytes += size;
        if (finding == Finding.MISSING) {
            items.forEach(item -> name(item, missing));
        } else if (finding == Finding.CORRUPT) {
            items.forEach(item -> name(item, corrupt));
        }
    }

    /** Notes an object that no manifest names. */
    void extra(StoredObject object) {
        extraCount++;
        extraBytes += object.bytes();
        if (extraCount <= MOST_NAMED) {
            extra.addObject()
                    .put("sha256", object.sha256())
                    .put("bytes", object.bytes())
                    .put(
                            "ageSeconds",
                            Math.max(0, Duration.between(object.modified(), now).toSeconds()));
        }
    }

    /** Notes that the search for extra objects came to its end. */
    void extraChecked() {
        extraChecked = true;
    }

    void took(Duration time) {
        took = time;
    }

    /**
     * Returns the report as JSON. What is damaged is damaged, even if not all was looked at; {@code incomplete} says that nothing
     * bad was found and that not everything was looked at; extra objects harm nothing.
     */
    ObjectNode json() {
        json.put("backup", backup)
                .put("state", state())
                .put("checked", checked)
                .put("remaining", remaining)
                .put("bytes", bytes);
        json.set("missing", missing);
        json.set("corrupt", corrupt);
        json.set("extra", extra);
        return json.put("extraChecked", extraChecked)
                .put("extraCount", extraCount)
                .put("extraBytes", extraBytes)
                .put("seconds", took.toMillis() / 1000.0);
    }

    private String state() {
        if (!missing.isEmpty() || !corrupt.isEmpty()) {
            return "damaged";
        }
        return remaining == 0 && extraChecked ? "ok" : "incomplete";
    }

    private static void name(Item item, ArrayNode list) {
        list.addObject()
                .put("kind", item.kind().text())
                .put("uid", item.uid())
                .put("title", item.title())
                .put("folderPath", item.folderPath())
                .put("sha256", item.sha256());
    }
}
