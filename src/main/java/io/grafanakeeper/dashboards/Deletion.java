package io.grafanakeeper.dashboards;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.grafana.DashboardsApi;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.grafana.Meter;
import io.grafanakeeper.inventory.Connection;
import io.grafanakeeper.inventory.Draft;
import io.grafanakeeper.itembackup.ItemBackup;
import io.grafanakeeper.json.LosslessJson;
import io.grafanakeeper.monitor.MonitorDashboards;
import io.grafanakeeper.runs.Explanation;
import io.grafanakeeper.runs.Outcome;
import io.grafanakeeper.runs.ProblemException;
import io.grafanakeeper.runs.Run;
import io.grafanakeeper.runs.RunId;
import io.grafanakeeper.runs.RunLog;
import io.grafanakeeper.runs.RunStore;
import io.grafanakeeper.runs.RunTracker;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.settings.Target;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;

/**
 * Deletes a dashboard in these steps:
 *
 * <ol>
 *   <li>read it;
 *   <li>back it up;
 *   <li>read it again: if somebody saved it in the meantime, begin anew;
 *   <li>delete it.
 * </ol>
 *
 * <p>A failure before the last step deletes nothing. What a save between the last two steps changed is lost: Grafana has no
 * deletion on a condition.
 */
final class Deletion {
    private static final String JOB = "deletion";
    private static final int TRIES = 3;

    private final ItemBackup backups;
    private final RunStore runs;
    private final RunLog told;
    private final Clock clock;

    Deletion(ItemBackup backups, RunStore runs, RunLog told, Clock clock) {
        this.backups = backups;
        this.runs = runs;
        this.told = told;
        this.clock = clock;
    }

    /** Deletes a dashboard and says where its backup is. */
    ObjectNode delete(Target target, Connection connection, String uid, Logger log) {
        Meter meter = new Meter();
        Connection counted = connection.countedBy(meter);
        Draft draft = counted.reader().find(uid).orElseThrow(() -> missing(uid));
        Instant begun = clock.instant();
        Run run = Run.queued(RunId.next(begun), JOB, target.name(), begun).begun(begun, 1);
        RunTracker tracker = RunTracker.of(runs, run);
        ObjectNode done;
        try {
            done = delete(target, counted, meter, draft, run.id());
        } catch (RuntimeException e) {
            tracker.update(now -> now.failed(clock.instant(), Explanation.of(e).text()));
            told.tell(tracker.run(), log);
            throw e;
        }
        try {
            tracker.update(now -> now.done(clock.instant(), new Outcome(done, List.of(), 1)));
            told.tell(tracker.run(), log);
        } catch (ServiceException e) {
            // It is deleted, and whoever asked must learn where its backup is.
            done.put("runNotRecorded", e.getMessage());
        }
        return done;
    }

    private ObjectNode delete(Target target, Connection connection, Meter meter, Draft read, String run) {
        String version = connection.version();
        Draft draft = read;
        for (int tries = 0; tries < TRIES; tries++) {
            Manifest backup = backups.make(target, List.of(draft), run, version, meter.requests());
            Optional<Draft> now = connection.reader().find(draft.uid());
            if (now.isEmpty() || same(draft, now.get())) {
                now.ifPresent(there -> delete(connection, there));
                return JsonNodeFactory.instance
                        .objectNode()
                        .put("target", target.name())
                        .put("uid", draft.uid())
                        .put("title", draft.title())
                        .put("deleted", true)
                        .put("backup", backup.id())
                        .put("run", run);
            }
            draft = now.get();
        }
        throw ProblemException.conflict(
                "uid", "somebody keeps saving this dashboard; it is backed up and was not deleted", List.of());
    }

    private static boolean same(Draft one, Draft other) {
        return LosslessJson.same(one.content(), other.content());
    }

    private static void delete(Connection connection, Draft draft) {
        MonitorDashboards monitor = connection.monitor();
        if (monitor == null) {
            delete(connection.grafana(), draft);
        } else {
            delete(monitor, draft);
        }
    }

    /** Deletes the resource; one that is locked stays, as whoever locked it wants. */
    private static void delete(MonitorDashboards monitor, Draft draft) {
        try {
            monitor.delete(draft.uid());
        } catch (ServiceException e) {
            if (e.getCause() instanceof GrafanaException.Conflict) {
                throw ProblemException.conflict("uid", e.getMessage() + "; nothing was deleted", List.of());
            }
            throw e;
        }
    }

    private static void delete(GrafanaClient grafana, Draft draft) {
        try {
            new DashboardsApi(grafana).delete(draft.uid());
        } catch (GrafanaException.NotFound gone) {
            // Somebody deleted it first, or our own request whose answer was lost.
            return;
        } catch (GrafanaException.Rejected e) {
            String why = draft.provisioned()
                    ? "; it is provisioned from a file or by another tool: remove it there"
                    : "; nothing was deleted";
            throw ProblemException.conflict("uid", "Grafana says: " + e.reason() + why, List.of());
        }
    }

    static ProblemException missing(String uid) {
        return ProblemException.notFound("uid", "Grafana has no dashboard " + uid, List.of());
    }
}
