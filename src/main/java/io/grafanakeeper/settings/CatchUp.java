package io.grafanakeeper.settings;

/** Says which missed runs of a query are made up for. */
public enum CatchUp {
    ALL("all"),
    LAST("last"),
    NONE("none");

    private final String yamlName;

    CatchUp(String yamlName) {
        this.yamlName = yamlName;
    }

    /** Returns the name in the configuration. */
    public String yamlName() {
        return yamlName;
    }
}
