package io.grafanakeeper.panels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PluginIdsTest {
    @ParameterizedTest
    @CsvSource({
        "loki, loki, true",
        "loki, prometheus, false",
        "grafana-azureprometheus-datasource, prometheus, true",
        "prometheus, grafana-amazonprometheus-datasource, true",
        "my-prometheus-datasource, prometheus, false",
        "testdata, grafana-testdata-datasource, true",
        "grafana-testdata-datasource, testdata, true",
        "grafana-postgresql-datasource, postgres, true",
        "phlare, grafana-pyroscope-datasource, true",
        "loki, '', false",
    })
    void takesThoseForTheSameThatGrafanaDoes(String type, String wanted, boolean same) {
        assertEquals(same, PluginIds.matches(type, wanted));
    }
}
