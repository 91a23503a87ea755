package io.grafanakeeper.settings;

import java.util.Locale;

/** Names the three kinds of Grafana, which differ in their APIs, limits and ways to sign in. */
public enum Kind {
    MANAGED("managed"),
    MONITOR("monitor"),
    SELF_HOSTED("self-hosted");

    private final String yamlName;

    Kind(String yamlName) {
        this.yamlName = yamlName;
    }

    /** Returns the name of this kind in the configuration and in answers. */
    public String yamlName() {
        return yamlName;
    }

    /** Tells whether Azure runs this Grafana, behind Entra and Azure's request limits. */
    public boolean isAzure() {
        return this != SELF_HOSTED;
    }

    /** Infers the kind from the endpoint's host. */
    static Kind ofHost(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".grafana.azure.com") || lower.endsWith(".azgrafana.io")) {
            return MANAGED;
        }
        return lower.endsWith(".gateway.dashboard.azure.com") ? MONITOR : SELF_HOSTED;
    }
}
