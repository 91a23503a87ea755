package io.grafanakeeper.queries;

import io.grafanakeeper.settings.QuerySettings;
import io.grafanakeeper.settings.Settings;
import io.grafanakeeper.settings.SettingsReader;

/** Makes settings with one query. */
final class SampleQuery {
    private SampleQuery() {}

    static QuerySettings named(String name, String zone) {
        return settings(name, zone).query(name).orElseThrow();
    }

    static Settings settings(String name, String zone) {
        return SettingsReader.read("""
                targets:
                  lab: { endpoint: "http://grafana.lab:3000", auth: token, secret: lab-token }
                queries:
                  %s:
                    target: lab
                    schedule: "0 0 6 * * *"
                    timezone: %s
                    window: { from: now-1d/d, to: now/d }
                    queries: [ { refId: A, datasource: { uid: prom } } ]
                """.formatted(name, zone), "keeper.yaml");
    }
}
