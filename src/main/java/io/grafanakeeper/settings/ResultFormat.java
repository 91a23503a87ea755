package io.grafanakeeper.settings;

/** Names the file formats of query results. */
public enum ResultFormat {
    CSV("csv", "text/csv; charset=utf-8"),
    JSONL("jsonl", "application/x-ndjson");

    private final String yamlName;
    private final String mediaType;

    ResultFormat(String yamlName, String mediaType) {
        this.yamlName = yamlName;
        this.mediaType = mediaType;
    }

    /** Returns the name in the configuration, which is also the file extension. */
    public String yamlName() {
        return yamlName;
    }

    /** Returns what its files are sent and stored as. */
    public String mediaType() {
        return mediaType;
    }
}
