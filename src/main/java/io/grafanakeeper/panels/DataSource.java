package io.grafanakeeper.panels;

import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.json.LosslessJson;
import org.jspecify.annotations.Nullable;

/**
 * Holds what panels need to know of a data source.
 *
 * @param id the number that old servers want beside the uid; null if unknown
 * @param timeInterval the shortest useful interval, as {@code 30s}, of the data source's own settings; empty if none
 */
public record DataSource(
        String uid,
        String name,
        String type,
        boolean isDefault,
        @Nullable Long id,
        String timeInterval) {
    /** Reads a data source as {@code GET /api/datasources} and {@code GET /api/datasources/uid/:uid} answer it. */
    public static DataSource read(JsonNode answer) {
        return new DataSource(
                LosslessJson.text(answer.path("uid")),
                LosslessJson.text(answer.path("name")),
                LosslessJson.text(answer.path("type")),
                answer.path("isDefault").asBoolean(),
                answer.path("id").isIntegralNumber() ? answer.path("id").asLong() : null,
                LosslessJson.text(answer.path("jsonData").path("timeInterval")));
    }
}
