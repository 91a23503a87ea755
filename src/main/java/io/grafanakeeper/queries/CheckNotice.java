package io.grafanakeeper.queries;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.frames.CheckResult;
import io.grafanakeeper.notices.Notice;
import io.grafanakeeper.notices.Notifier;
import io.grafanakeeper.runs.Once;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.settings.QuerySettings;
import io.grafanakeeper.settings.QuerySource;
import io.grafanakeeper.settings.Target;
import io.grafanakeeper.windows.TimeRange;
import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;

/** Tells people about a check that does not hold, at most once a window. */
final class CheckNotice {
    private final Notifier notifier;
    private final Once once;
    private final UnaryOperator<String> vault;

    CheckNotice(Notifier notifier, Once once, UnaryOperator<String> vault) {
        this.notifier = notifier;
        this.once = once;
        this.vault = vault;
    }

    /**
     * Posts the message unless it was posted before, and notes in the run's result what became of it.
     *
     * @param secret the Key Vault secret that holds the webhook's address
     */
    void post(
            QuerySettings query, String secret, Target target, TimeRange window, CheckResult check, ObjectNode result) {
        String address;
        try {
            address = vault.apply(secret);
        } catch (ServiceException e) {
            // Nothing was told, so the next run of the window may still tell it.
            result.put("notified", "failed: " + e.getMessage());
            return;
        }
        if (!once.first("check-" + query.name() + "/" + window.from().toEpochMilli() + "-"
                + window.to().toEpochMilli())) {
            result.put("notified", "before");
            return;
        }
        String text = CheckReport.error(String.valueOf(query.check()), check) + "\n" + window.from() + " to "
                + window.to() + "\n" + CheckReport.lines(check);
        try {
            notifier.post(() -> address, new Notice("Grafana query " + query.name(), text, links(query, target)));
            result.put("notified", "now");
        } catch (ServiceException e) {
            // Nobody gets it twice, so it is not tried again; the run says that nobody got it.
            result.put("notified", "failed: " + e.getMessage());
        }
    }

    private static List<Notice.Link> links(QuerySettings query, Target target) {
        if (query.source() instanceof QuerySource.Panel panel) {
            return List.of(new Notice.Link(
                    "The panel in Grafana",
                    URI.create(target.endpoint() + "/d/" + panel.dashboard() + "?viewPanel=" + panel.id())));
        }
        return List.of();
    }
}
