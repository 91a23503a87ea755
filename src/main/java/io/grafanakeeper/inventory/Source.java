package io.grafanakeeper.inventory;

import io.grafanakeeper.archive.ItemKind;
import java.util.Set;

/** Lists what a target holds. Every method throws {@link io.grafanakeeper.grafana.GrafanaException}. */
public interface Source {
    /** Lists everything to back up; half a listing is none. Whoever asks closes it. */
    Listing list();

    /**
     * Lists the uids of what exists now, to tell what was deleted after it was listed from what cannot be read.
     *
     * @param kind one whose items are read one by one: dashboards or data sources
     */
    Set<String> uids(ItemKind kind);
}
