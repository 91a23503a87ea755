package io.grafanakeeper.settings;

/** Names what Grafana issues for a credential. */
public sealed interface GrafanaKey {
    /** Returns the role that the credential has in Grafana. */
    Role role();

    /** A token of a service account, which is made with this role when it does not exist. */
    record ServiceAccount(String name, Role role) implements GrafanaKey {}

    /** A legacy API key, for Grafana before 9.1. */
    record ApiKey(Role role) implements GrafanaKey {}
}
