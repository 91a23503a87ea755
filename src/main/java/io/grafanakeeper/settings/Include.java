package io.grafanakeeper.settings;

/** Names what a backup can take. */
public enum Include {
    DASHBOARDS("dashboards"),
    FOLDERS("folders"),
    DATASOURCES("datasources"),
    LIBRARY_PANELS("library-panels"),
    ALERTING("alerting");

    private final String yamlName;

    Include(String yamlName) {
        this.yamlName = yamlName;
    }

    /** Returns the name in the configuration. */
    public String yamlName() {
        return yamlName;
    }
}
