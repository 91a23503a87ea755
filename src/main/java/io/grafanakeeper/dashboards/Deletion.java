package io.grafanakeeper.dashboards;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.grafana.DashboardsApi;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.grafana.ServerApi;
import io.grafanakeeper.inventory.DashboardReader;
import io.grafanakeeper.inventory.Draft;
import io.grafanakeeper.itembackup.ItemBackup;
import io.grafanakeeper.json.LosslessJson;
import io.grafanakeeper.runs.Explanation;
import io.grafanakeeper.runs.Outcome;
import io.grafanakeeper.runs.ProblemException;
import io.grafanakeeper.runs.Run;
import io.grafanakeeper.runs.RunId;
import io.grafanakeeper.runs.RunStore;
import io.grafanakeeper.runs.RunTracker;
import io.grafanakeeper.settings.Target;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
    private final Clock clock;

    Deletion(ItemBackup backups, RunStore runs, Clock clock) {
        this.backups = backups;
        this.runs = runs;
        this.clock = clock;
    }

    /** Deletes a dashboard and says where its backup is. */
    ObjectNode delete(Target target, GrafanaClient grafana, String uid) {
        DashboardReader reader = new DashboardReader(grafana);
        Draft draft = reader.find(uid).orElseThrow(() -> missing(uid));
        Instant begun = clock.instant();
        Run run = Run.queued(RunId.next(begun), JOB, target.name(), begun).begun(begun, 1);
        RunTracker tracker = RunTracker.of(runs, run);
        try {
            ObjectNode done = delete(target, grafana, draft, run.id());
            tracker.update(now -> now.done(clock.instant(), new Outcome(done, List.of(), 1)));
            return done;
        } catch (RuntimeException e) {
            tracker.update(now -> now.failed(clock.instant(), Explanation.of(e).text()));
            throw e;
        }
    }

    private ObjectNode delete(Target target, GrafanaClient grafana, Draft read, String run) {
        DashboardReader reader = new DashboardReader(grafana);
        String version = new ServerApi(grafana).version();
        Draft draft = read;
        for (int tries = 0; tries < TRIES; tries++) {
            Manifest backup = backups.make(target, List.of(draft), run, version);
            Optional<Draft> now = reader.find(draft.uid());
            if (now.isEmpty() || same(draft, now.get())) {
                now.ifPresent(there -> delete(grafana, there));
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
