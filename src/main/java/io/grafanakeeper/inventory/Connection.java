package io.grafanakeeper.inventory;

import io.grafanakeeper.grafana.DashboardsApi;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.grafana.Meter;
import io.grafanakeeper.grafana.ServerApi;
import io.grafanakeeper.monitor.MonitorDashboards;
import io.grafanakeeper.settings.BackupSettings;
import org.jspecify.annotations.Nullable;

/**
 * Holds the ways to one target.
 *
 * @param grafana its endpoint
 * @param monitor the control plane that lists, makes and deletes its dashboards; null where Grafana itself does
 */
public record Connection(GrafanaClient grafana, @Nullable MonitorDashboards monitor) {
    private static final String NOBODYS = "grafana-keeper-check";

    /** Connects to a Grafana that needs no control plane. */
    public static Connection to(GrafanaClient grafana) {
        return new Connection(grafana, null);
    }

    /** Returns the same connection, counting its requests with a meter. */
    public Connection countedBy(Meter meter) {
        return new Connection(grafana.countedBy(meter), monitor == null ? null : monitor.countedBy(meter));
    }

    /** Returns the listing of what the target holds, as far as the settings ask for it. */
    public Source source(BackupSettings settings) {
        return source(settings, true);
    }

    /**
     * Returns the listing of what the target holds.
     *
     * @param whole false if few of the dashboards will be read
     */
    public Source source(BackupSettings settings, boolean whole) {
        return monitor == null
                ? new GrafanaSource(grafana, settings, whole)
                : new MonitorSource(new MonitorReader(grafana, monitor), monitor, settings);
    }

    /** Returns the reader of its single dashboards, which sees what is there from now on. */
    public ItemReader reader() {
        return monitor == null ? new DashboardReader(grafana) : new MonitorReader(grafana, monitor);
    }

    /** Tells whether its Grafana answers at all: for a dashboard that nobody has, which all kinds of targets do. */
    public boolean answers() {
        try {
            new DashboardsApi(grafana).read(NOBODYS);
            return true;
        } catch (GrafanaException e) {
            return !e.outage();
        }
    }

    /** Returns the version of its Grafana, empty if it hides it, as Azure Monitor does. */
    public String version() {
        return monitor == null ? new ServerApi(grafana).version() : "";
    }
}
