package io.grafanakeeper.queries;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.concurrent.Parallel;
import io.grafanakeeper.frames.CheckResult;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.notices.Notifier;
import io.grafanakeeper.panels.PanelException;
import io.grafanakeeper.queries.ResultStore.Document;
import io.grafanakeeper.runs.Explanation;
import io.grafanakeeper.runs.JobRunner;
import io.grafanakeeper.runs.Once;
import io.grafanakeeper.runs.Outcome;
import io.grafanakeeper.runs.Run;
import io.grafanakeeper.runs.RunJson;
import io.grafanakeeper.runs.RunStore;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.runs.Targets;
import io.grafanakeeper.settings.QuerySettings;
import io.grafanakeeper.settings.Settings;
import io.grafanakeeper.settings.Target;
import io.grafanakeeper.windows.TimeRange;
import io.grafanakeeper.windows.WindowException;
import io.grafanakeeper.windows.Windows;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.logging.Logger;

/** Queues runs of queries, and does them for whoever asks the queue. */
public final class QueryWork {
    private static final int AT_ONCE = 16;

    private final Queries queries;
    private final Targets targets;
    private final Function<Target, GrafanaClient> clients;
    private final JobRunner runner;
    private final ResultStore store;
    private final QueryJob job;
    private final DueQueries due;
    private final CheckNotice notice;
    private final Clock clock;

    /**
     * Creates the work.
     *
     * @param notifier tells people about checks that do not hold
     * @param once remembers what was told
     * @param vault reads Key Vault secrets
     */
    public QueryWork(
            Supplier<Settings> settings,
            Targets targets,
            Function<Target, GrafanaClient> clients,
            JobRunner runner,
            RunStore runs,
            ResultStore store,
            Notifier notifier,
            Once once,
            UnaryOperator<String> vault,
            Clock clock) {
        this.queries = new Queries(settings);
        this.targets = targets;
        this.clients = clients;
        this.runner = runner;
        this.store = store;
        this.job = new QueryJob(store);
        this.due = new DueQueries(store, runs, clock);
        this.notice = new CheckNotice(notifier, once, vault);
        this.clock = clock;
    }

    /** Returns the messages of everything that is due. */
    List<String> queueDue(Logger log) {
        return due.messages(queries.all(), log);
    }

    /** Holds what was queued for a request: one message a window, and the answer to give. */
    record Queued(List<String> messages, Run first, ObjectNode answer) {}

    /** Records a run for each window of a request. */
    Queued queue(String name, QueryRunRequest request) {
        QuerySettings query = queries.named(name);
        Instant now = clock.instant();
        List<QueryMessage> messages = new ArrayList<>();
        for (TimeRange window : request.windows(query, now)) {
            Run run = runner.next(QueryMessage.JOB, query.target());
            messages.add(new QueryMessage(run, name, now, window));
        }
        Parallel.map(messages, AT_ONCE, message -> {
            runner.record(message.run());
            return message.run();
        });
        Run first = messages.get(0).run();
        ObjectNode answer = RunJson.write(first);
        ArrayNode runs = answer.putArray("runs");
        for (QueryMessage message : messages) {
            TimeRange window = message.window();
            ObjectNode run = runs.addObject().put("id", message.run().id());
            if (window != null) {
                run.put("from", window.from().toString()).put("to", window.to().toString());
            }
        }
        return new Queued(messages.stream().map(QueryMessage::write).toList(), first, answer);
    }

    /**
     * Works on one message.
     *
     * @throws RuntimeException if the work may succeed when the queue delivers the message again
     */
    void work(String message, Logger log) {
        QueryMessage read = QueryMessage.read(message);
        runner.run(read.run(), log, (run, progress) -> ask(read, run));
    }

    private Outcome ask(QueryMessage message, Run run) {
        QuerySettings query = queries.configured(message.query());
        try {
            Target target = targets.configured(query.target());
            TimeRange window = window(query, message);
            QueryJob.Asked asked = job.ask(query, window, clients.apply(target), run);
            tell(query, target, window, asked);
            note(query, run.done(clock.instant(), asked.outcome()));
            return asked.outcome();
        } catch (WindowException | PanelException e) {
            throw failed(
                    query,
                    run,
                    new ServiceException("Query " + query.name(), String.valueOf(e.getMessage()), false, e));
        } catch (RuntimeException e) {
            throw failed(query, run, e);
        }
    }

    private static TimeRange window(QuerySettings query, QueryMessage message) {
        TimeRange window = message.window();
        return window == null
                ? Windows.resolve(query.window().from(), query.window().to(), message.scheduled(), query.timezone())
                : window;
    }

    private void tell(QuerySettings query, Target target, TimeRange window, QueryJob.Asked asked) {
        CheckResult check = asked.check();
        String secret = query.notifySecret();
        boolean stored = asked.outcome().result().path("stored").asBoolean();
        if (secret != null && check != null && !check.holds() && stored) {
            notice.post(query, secret, target, window, check, asked.outcome().result());
        }
    }

    private RuntimeException failed(QuerySettings query, Run run, RuntimeException failure) {
        String why = Explanation.of(failure).text();
        try {
            note(query, JobRunner.isFinal(run, failure) ? run.failed(clock.instant(), why) : run.failedForNow(why));
        } catch (ServiceException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    /** Notes the last run for whoever lists the queries. */
    private void note(QuerySettings query, Run after) {
        Instant finished = after.finished();
        ObjectNode result = after.result();
        store.update(query.name(), Document.STATE, state -> {
            ObjectNode last = state.putObject(QueryState.LAST_RUN)
                    .put("id", after.id())
                    .put("finished", finished == null ? null : finished.toString())
                    .put("state", after.state().text());
            if (result != null) {
                last.setAll(result.deepCopy().retain("from", "to", "rows"));
            }
            last.put("error", after.error());
            return state;
        });
    }
}
