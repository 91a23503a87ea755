package io.grafanakeeper.queries;

import io.grafanakeeper.frames.QueryError;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.grafana.QueriesApi;
import io.grafanakeeper.grafana.QueryAnswer;
import io.grafanakeeper.panels.QueryRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds the answers to the requests of one query in temporary files, which are deleted on closing. A request that is refused fails the
 * queries in it, and not those of other data sources.
 */
final class AnswerFiles implements AutoCloseable {
    private final List<QueryAnswer> answers = new ArrayList<>();
    private final List<QueryError> errors = new ArrayList<>();

    private AnswerFiles() {}

    /** Asks one request after the other: a data source should not be asked for everything at once. */
    static AnswerFiles ask(QueriesApi api, List<QueryRequest> requests) {
        AnswerFiles files = new AnswerFiles();
        try {
            for (QueryRequest request : requests) {
                files.add(api, request, requests.size() == 1);
            }
            return files;
        } catch (RuntimeException e) {
            files.close();
            throw e;
        }
    }

    private void add(QueriesApi api, QueryRequest request, boolean only) {
        try {
            answers.add(api.ask(request.queries(), request.from(), request.to()));
        } catch (GrafanaException.Unauthorized e) {
            throw e;
        } catch (GrafanaException e) {
            if (only || e.outage()) {
                throw e;
            }
            request.wantedRefIds()
                    .forEach(refId -> errors.add(new QueryError(refId, String.valueOf(e.getMessage()), 0, true)));
        }
    }

    /** Returns the queries that failed because their request did. */
    List<QueryError> errors() {
        return List.copyOf(errors);
    }

    /** Returns the worst status of all answers. */
    int status() {
        return answers.stream().mapToInt(QueryAnswer::status).max().orElse(0);
    }

    List<Path> paths() {
        return answers.stream().map(QueryAnswer::file).toList();
    }

    @Override
    public void close() {
        answers.forEach(QueryAnswer::close);
    }
}
