package io.grafanakeeper.inventory;

import java.util.Optional;

/** Reads single dashboards of a target whole, as they are stored. */
public interface ItemReader {
    /**
     * Reads a dashboard, empty if there is none.
     *
     * @throws io.grafanakeeper.grafana.GrafanaException if it cannot be read
     * @throws io.grafanakeeper.runs.ServiceException if the control plane that lists the dashboards does not do its part
     */
    Optional<Draft> find(String uid);
}
