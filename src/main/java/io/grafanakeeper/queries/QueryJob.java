package io.grafanakeeper.queries;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.frames.Check;
import io.grafanakeeper.frames.CheckResult;
import io.grafanakeeper.frames.CheckSink;
import io.grafanakeeper.frames.CsvWriter;
import io.grafanakeeper.frames.Frames;
import io.grafanakeeper.frames.FramesException;
import io.grafanakeeper.frames.JsonlWriter;
import io.grafanakeeper.frames.Notice;
import io.grafanakeeper.frames.QueryError;
import io.grafanakeeper.frames.RowSink;
import io.grafanakeeper.frames.RowWriter;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.Meter;
import io.grafanakeeper.grafana.QueriesApi;
import io.grafanakeeper.grafana.QueryLimits;
import io.grafanakeeper.panels.QueryRequest;
import io.grafanakeeper.queries.ResultStore.Document;
import io.grafanakeeper.queries.ResultStore.NewWindow;
import io.grafanakeeper.runs.Failure;
import io.grafanakeeper.runs.Outcome;
import io.grafanakeeper.runs.Run;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.settings.QuerySettings;
import io.grafanakeeper.settings.ResultFormat;
import io.grafanakeeper.windows.TimeRange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks one query for one window, in these steps:
 *
 * <ol>
 *   <li>find out what to ask: what the configuration holds, or what the panel asks;
 *   <li>ask Grafana; answers go to temporary files as they arrive;
 *   <li>if every query failed, the run failed and nothing is stored; if some did, the rows of the others are kept;
 *   <li>write the window's file, whole or not at all, and hold the rows against the check on the way;
 *   <li>add the file's columns to the query's schema.
 * </ol>
 *
 * <p>All of it may be done again for the same window: the same answer gives the same bytes under the same name.
 */
final class QueryJob {
    private static final int MOST_REMARKS = 20;
    private static final int BAD_REQUEST = 400;

    private final ResultStore store;

    QueryJob(ResultStore store) {
        this.store = store;
    }

    /** Says what a run came to, and whether its check held. */
    record Asked(Outcome outcome, @Nullable CheckResult check) {}

    /** Asks a query for a window. */
    Asked ask(QuerySettings query, TimeRange window, GrafanaClient client, Run run) {
        Meter meter = new Meter();
        GrafanaClient grafana = client.countedBy(meter);
        List<QueryRequest> requests = new Questions(grafana).of(query, window);
        Set<String> wanted = new LinkedHashSet<>();
        requests.forEach(request -> wanted.addAll(request.wantedRefIds()));
        try (AnswerFiles answers = AnswerFiles.ask(new QueriesApi(grafana, QueryLimits.usual()), requests);
                Frames frames = Frames.open(answers.paths(), wanted::contains)) {
            List<Failure> failures = QueryFailures.of(errors(answers, frames, wanted), wanted);
            Written written = write(query, window, run, frames, failures.isEmpty());
            store.update(query.name(), Document.SCHEMA, document -> SchemaDocument.with(document, frames.columns()));
            return asked(query, window, frames, failures, written, meter);
        } catch (FramesException e) {
            throw new ServiceException("Grafana", "gave an answer that cannot be read: " + e.getMessage(), true, e);
        } catch (IOException e) {
            throw new ServiceException("Blob Storage", "the rows could not be written: " + e.getMessage(), true, e);
        }
    }

    /** Returns all that failed, also what an answer with an error's status says nothing about. */
    private static List<QueryError> errors(AnswerFiles answers, Frames frames, Set<String> wanted) {
        List<QueryError> errors = new ArrayList<>(answers.errors());
        errors.addAll(frames.errors());
        if (answers.status() >= BAD_REQUEST) {
            Set<String> told = new LinkedHashSet<>(frames.refIds());
            errors.forEach(error -> told.add(error.refId()));
            wanted.stream()
                    .filter(refId -> !told.contains(refId))
                    .forEach(refId -> errors.add(
                            new QueryError(refId, "Grafana answered without a result for it", answers.status())));
        }
        return errors;
    }

    /** Says what was written. */
    private record Written(
            boolean stored, long rows, @Nullable CheckResult check) {}

    /** Writes the rows, for as often as the store asks for them. */
    private static final class Content implements ResultStore.Content {
        private final Frames frames;
        private final QuerySettings query;
        private long rows;
        private @Nullable CheckResult result;

        Content(Frames frames, QuerySettings query) {
            this.frames = frames;
            this.query = query;
        }

        @Override
        public long writeTo(OutputStream out) throws IOException {
            RowWriter writer = query.format() == ResultFormat.CSV ? new CsvWriter(out) : new JsonlWriter(out);
            String check = query.check();
            CheckSink sink = check == null ? null : Check.parse(check).sink();
            RowSink both = sink == null ? writer : writer.and(sink);
            frames.rows(both);
            writer.flush();
            rows = writer.rows();
            result = sink == null ? null : sink.result();
            return rows;
        }
    }

    private Written write(QuerySettings query, TimeRange window, Run run, Frames frames, boolean complete)
            throws IOException {
        NewWindow target = new NewWindow(query.name(), window, query.timezone(), query.format(), run.id(), complete);
        Content content = new Content(frames, query);
        boolean stored = store.write(target, content);
        return new Written(stored, content.rows, content.result);
    }

    private static Asked asked(
            QuerySettings query,
            TimeRange window,
            Frames frames,
            List<Failure> failures,
            Written written,
            Meter meter) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("query", query.name())
                .put("from", window.from().toString())
                .put("to", window.to().toString())
                .put("rows", written.rows())
                .put("stored", written.stored())
                .put("columns", frames.columns().list().size());
        meter.tell(json);
        if (!written.stored()) {
            json.put("reason", "a window that covers this one is stored, and stays");
        }
        ArrayNode remarks = json.putArray("notices");
        frames.notices().stream().limit(MOST_REMARKS).map(QueryJob::remark).forEach(remarks::add);
        CheckResult check = written.check();
        List<Failure> all = new ArrayList<>(failures);
        String error = null;
        if (check != null && !check.holds()) {
            all.addAll(CheckReport.failures(check));
            error = CheckReport.error(String.valueOf(query.check()), check);
        }
        if (check != null) {
            json.put("check", check.holds() ? "holds" : "does not hold");
        }
        return new Asked(new Outcome(json, all, 1, error), check);
    }

    private static String remark(Notice notice) {
        return notice.refId() + ": " + notice.text();
    }
}
