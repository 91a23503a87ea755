package io.grafanakeeper.settings;

/** Names the file formats of query results. */
public enum ResultFormat {
    CSV("csv"),
    JSONL("jsonl");

    private final String yamlName;

    ResultFormat(String yamlName) {
        this.yamlName = yamlName;
    }

    /** Returns the name in the configuration, which is also the file extension. */
    public String yamlName() {
        return yamlName;
    }
}
