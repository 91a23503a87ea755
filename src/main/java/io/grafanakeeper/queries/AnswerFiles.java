package io.grafanakeeper.queries;

import io.grafanakeeper.grafana.QueriesApi;
import io.grafanakeeper.grafana.QueryAnswer;
import io.grafanakeeper.panels.QueryRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Holds the answers to the requests of one query in temporary files, which are deleted on closing. */
final class AnswerFiles implements AutoCloseable {
    private final List<QueryAnswer> answers = new ArrayList<>();

    private AnswerFiles() {}

    /** Asks one request after the other: a data source should not be asked for everything at once. */
    static AnswerFiles ask(QueriesApi api, List<QueryRequest> requests) {
        AnswerFiles files = new AnswerFiles();
        try {
            for (QueryRequest request : requests) {
                files.answers.add(api.ask(request.queries(), request.from(), request.to()));
            }
            return files;
        } catch (RuntimeException e) {
            files.close();
            throw e;
        }
    }

    List<Path> paths() {
        return answers.stream().map(QueryAnswer::file).toList();
    }

    @Override
    public void close() {
        answers.forEach(QueryAnswer::close);
    }
}
