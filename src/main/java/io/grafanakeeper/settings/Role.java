package io.grafanakeeper.settings;

/** Names the basic roles of Grafana. */
public enum Role {
    VIEWER("Viewer"),
    EDITOR("Editor"),
    ADMIN("Admin");

    private final String grafanaName;

    Role(String grafanaName) {
        this.grafanaName = grafanaName;
    }

    /** Returns the role as Grafana and the configuration spell it. */
    public String grafanaName() {
        return grafanaName;
    }
}
