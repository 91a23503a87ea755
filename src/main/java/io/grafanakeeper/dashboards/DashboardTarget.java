package io.grafanakeeper.dashboards;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.saving.DashboardRequest;
import java.util.logging.Logger;

/** Does with single dashboards of one target what requests ask for; each kind of Grafana in its own way. Answers are JSON. */
interface DashboardTarget {
    /** Creates or updates a dashboard. */
    ObjectNode save(DashboardRequest request);

    /** Backs a dashboard up and then deletes it; nothing is deleted if the backup failed. */
    ObjectNode delete(String uid, Logger log);

    /**
     * Lists the versions of a dashboard, newest first.
     *
     * @param limit the most to list
     */
    ObjectNode versions(String uid, int limit);

    /** Shows one version of a dashboard with its model. */
    ObjectNode version(String uid, long version);

    /** Saves an old version of a dashboard as its newest one. */
    ObjectNode restore(String uid, long version);
}
