package io.grafanakeeper.queries;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.concurrent.Parallel;
import io.grafanakeeper.queries.QueryState.Offered;
import io.grafanakeeper.queries.ResultStore.Document;
import io.grafanakeeper.queries.ResultStore.Versioned;
import io.grafanakeeper.runs.Run;
import io.grafanakeeper.runs.RunId;
import io.grafanakeeper.runs.RunStore;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.settings.QuerySettings;
import io.grafanakeeper.windows.NcronTab;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Finds the scheduled runs to put into the queue, in these steps for each query:
 *
 * <ol>
 *   <li>read how far its schedule is dealt with;
 *   <li>choose the times that came due since, and give each a run;
 *   <li>note these runs, and that the schedule is dealt with until now; if somebody wrote meanwhile, such as a worker that
 *       notes its run, begin anew;
 *   <li>give the messages to the queue.
 * </ol>
 *
 * <p>If the process dies between the last two steps, the runs are noted and nobody works on them: a later look sees that they have not
 * begun for a while, and queues the same runs again. A run queued twice is done once.
 */
final class DueQueries {
    /** How late a time may be and still not be missed. */
    private static final Duration ON_TIME = Duration.ofMinutes(10);

    private static final Duration OFFER_AGAIN = Duration.ofMinutes(15);
    /** A schedule that has nothing due is noted no more often: most looks find nothing and should write nothing. */
    private static final Duration REFRESH = Duration.ofHours(1);

    private static final int AT_ONCE = 8;
    private static final int TRIES = 5;

    private final ResultStore store;
    private final RunStore runs;
    private final Clock clock;

    DueQueries(ResultStore store, RunStore runs, Clock clock) {
        this.store = store;
        this.runs = runs;
        this.clock = clock;
    }

    /** Returns the messages for all queries; one that cannot be looked at keeps no other from its turn. */
    List<String> messages(List<QuerySettings> queries, Logger log) {
        return Parallel.map(queries, AT_ONCE, query -> messages(query, log)).stream()
                .flatMap(List::stream)
                .toList();
    }

    private List<String> messages(QuerySettings query, Logger log) {
        try {
            return messages(query);
        } catch (ServiceException | DateTimeException e) {
            log.log(
                    Level.SEVERE,
                    "query " + query.name() + " could not be looked at and is not run: " + e.getMessage(),
                    e);
            return List.of();
        }
    }

    private List<String> messages(QuerySettings query) {
        for (int tries = 0; tries < TRIES; tries++) {
            Optional<Versioned> before = store.find(query.name(), Document.STATE);
            ObjectNode document = before.map(Versioned::json).orElseGet(JsonNodeFactory.instance::objectNode);
            QueryState state = QueryState.of(document);
            Choice choice = choose(query, state);
            if (!choice.worthNoting(state)) {
                return List.of();
            }
            if (store.put(query.name(), Document.STATE, choice.after().in(document), before)) {
                return choice.toSend().stream().map(run -> message(query, run)).toList();
            }
        }
        throw new ServiceException(
                "Blob Storage",
                Document.STATE.fileName() + " of " + query.name() + " is changed by too many at once",
                true,
                null);
    }

    /** Holds what to note, and the runs to put into the queue if that succeeds. */
    private record Choice(QueryState after, List<Offered> toSend) {
        boolean worthNoting(QueryState before) {
            Instant until = before.handledUntil();
            Instant now = after.handledUntil();
            return !after.offered().equals(before.offered())
                    || until == null
                    || now == null
                    || until.plus(REFRESH).isBefore(now);
        }
    }

    private Choice choose(QuerySettings query, QueryState state) {
        Instant now = clock.instant();
        List<Offered> toSend = new ArrayList<>();
        List<Offered> offered = new ArrayList<>();
        for (Offered run : state.offered()) {
            if (notBegun(run)) {
                boolean again = run.last().plus(OFFER_AGAIN).isBefore(now);
                Offered next = again ? new Offered(run.run(), run.requested(), run.scheduled(), now) : run;
                offered.add(next);
                if (again) {
                    toSend.add(next);
                }
            }
        }
        int room = Math.max(0, DueTicks.MOST - offered.size());
        NcronTab schedule = NcronTab.parse(query.schedule());
        DueTicks due = DueTicks.of(schedule, query.catchUp(), state.handledUntil(), now, ON_TIME, room);
        for (Instant tick : due.ticks()) {
            Offered fresh = new Offered(RunId.next(now), now, tick, now);
            offered.add(fresh);
            toSend.add(fresh);
        }
        return new Choice(new QueryState(due.handledUntil(), offered), toSend);
    }

    private boolean notBegun(Offered run) {
        return runs.find(run.run()).map(found -> found.run().untouched()).orElse(true);
    }

    private static String message(QuerySettings query, Offered run) {
        Run queued = Run.queued(run.run(), QueryMessage.JOB, query.target(), run.requested());
        return new QueryMessage(queued, query.name(), run.scheduled(), null).write();
    }
}
