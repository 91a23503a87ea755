package io.grafanakeeper.export;

import com.microsoft.azure.functions.HttpRequestMessage;
import io.grafanakeeper.archive.BackupId;
import io.grafanakeeper.runs.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads the query parameters of exports and imports. */
final class QueryParameters {
    private QueryParameters() {}

    /** Returns whether what cannot be taken is to be left out: {@code partial=true}; false if it is not given. */
    static boolean partial(HttpRequestMessage<?> request) {
        String text = request.getQueryParameters().getOrDefault("partial", "false");
        if (!text.equals("true") && !text.equals("false")) {
            throw ProblemException.badRequest("partial", "partial is neither true nor false", List.of("true", "false"));
        }
        return text.equals("true");
    }

    /** Returns the time that a backup is to bear: {@code at}. */
    static Optional<Instant> at(HttpRequestMessage<?> request) {
        String text = request.getQueryParameters().get("at");
        try {
            return text == null ? Optional.empty() : Optional.of(BackupId.parseTime(text));
        } catch (DateTimeException e) {
            throw ProblemException.badRequest("at", "at is not a time", List.of("a time such as 2026-01-01T00:00:00Z"));
        }
    }
}
