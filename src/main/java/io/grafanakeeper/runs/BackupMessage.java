package io.grafanakeeper.runs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Holds a message of the queue {@code backup-jobs}: one message is one backup of one target.
 *
 * @param run the run as it was queued
 * @param scope how much to back up
 */
public record BackupMessage(Run run, BackupScope scope) {
    /** The queue's name. */
    public static final String QUEUE = "backup-jobs";

    /** The job's name in run records. */
    public static final String JOB = "backup";

    /** Asks for a backup of the whole target. */
    public static BackupMessage ofEverything(Run run) {
        return new BackupMessage(run, BackupScope.everything(""));
    }

    /** Returns the message as it goes into the queue. */
    public String write() {
        ObjectNode json = RunMessage.of(run);
        put(json, scope);
        return RunMessage.text(json);
    }

    /**
     * Reads a message.
     *
     * @throws IllegalArgumentException if it is not one of ours; the queue puts it aside as poison
     */
    public static BackupMessage read(String message) {
        JsonNode json = RunMessage.parse(message, QUEUE);
        return new BackupMessage(RunMessage.run(json, JOB, QUEUE), scope(json));
    }

    /** Writes a scope into an object; what is empty is left out. */
    public static void put(ObjectNode json, BackupScope scope) {
        put(json, "dashboards", scope.dashboards());
        put(json, "deleted", scope.deleted());
        if (!scope.reason().isEmpty()) {
            json.put("reason", scope.reason());
        }
    }

    /** Reads the scope that {@link #put} wrote. */
    public static BackupScope scope(JsonNode json) {
        return new BackupScope(
                uids(json.path("dashboards")),
                uids(json.path("deleted")),
                json.path("reason").asText(""));
    }

    private static void put(ObjectNode json, String field, SortedSet<String> uids) {
        if (!uids.isEmpty()) {
            ArrayNode array = json.putArray(field);
            uids.forEach(array::add);
        }
    }

    private static SortedSet<String> uids(JsonNode array) {
        SortedSet<String> uids = new TreeSet<>();
        array.forEach(uid -> uids.add(uid.asText()));
        return uids;
    }
}
