package io.grafanakeeper.queries;

import io.grafanakeeper.frames.QueryError;
import io.grafanakeeper.runs.Failure;
import io.grafanakeeper.runs.ServiceException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Judges the errors that data sources gave. */
final class QueryFailures {
    private QueryFailures() {}

    /**
     * Returns the errors as failures of the run.
     *
     * @throws ServiceException if every query failed, so that there is nothing to keep
     */
    static List<Failure> of(List<QueryError> errors, Set<String> wanted) {
        Set<String> failed = errors.stream().map(QueryError::refId).collect(Collectors.toSet());
        if (!errors.isEmpty() && failed.containsAll(wanted)) {
            String words = errors.stream()
                    .map(error -> error.refId() + ": " + words(error))
                    .distinct()
                    .collect(Collectors.joining("; "));
            boolean passing = errors.stream().allMatch(QueryFailures::passes);
            throw new ServiceException("Data source", "no query was answered. " + words, passing, null);
        }
        return errors.stream()
                .map(error -> new Failure("query", error.refId(), "", words(error)))
                .distinct()
                .toList();
    }

    private static String words(QueryError error) {
        String message = error.message().isEmpty() ? "no reason was given" : error.message();
        return (error.status() > 0 ? error.status() + " " : "") + message;
    }

    /** Older Grafana gives no status, not even of a data source that is away: asking again in vain costs less than a gap. */
    private static boolean passes(QueryError error) {
        int status = error.status();
        return !error.lasting() && (status == 0 || status == 408 || status == 429 || status >= 500);
    }
}
