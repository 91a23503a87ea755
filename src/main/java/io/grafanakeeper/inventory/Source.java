package io.grafanakeeper.inventory;

import java.util.Set;

/** Lists what a target holds. Every method throws {@link io.grafanakeeper.grafana.GrafanaException}. */
public interface Source {
    /** Lists everything to back up; half a listing is none. Whoever asks closes it. */
    Listing list();

    /** Lists the uids of the dashboards that exist now, to tell a deleted dashboard from one that cannot be read. */
    Set<String> dashboardUids();
}
