package io.grafanakeeper.settings;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Describes one Grafana and how to reach it.
 *
 * @param name lower-case letters, digits and dashes; it is part of blob names
 * @param endpoint scheme, host, port and sub-path, without a trailing slash
 * @param scope the scope of Entra tokens; without meaning for the other kinds of authentication
 * @param requestsPerSecond the pace over all connections, null for no pacing
 * @param concurrency how many requests may be under way at once
 * @param orgId the organisation to send as {@code X-Grafana-Org-Id}, null for the credential's own
 * @param monitor where the dashboards of kind {@link Kind#MONITOR} stand; null for every other kind
 * @param notifySecret the Key Vault secret that holds the URL to tell about a run, null for none
 */
public record Target(
        String name,
        URI endpoint,
        Kind kind,
        Auth auth,
        String scope,
        @Nullable Double requestsPerSecond,
        int concurrency,
        @Nullable Long orgId,
        BackupSettings backup,
        @Nullable Monitor monitor,
        @Nullable String notifySecret) {
    /** The scope that Azure Managed Grafana and Azure Monitor dashboards document. */
    public static final String DEFAULT_SCOPE = "https://dashboard.azure.com/.default";

    /** Azure allows 45 requests a second and host; the rest is left to people at their browsers. */
    static final double AZURE_REQUESTS_PER_SECOND = 40;

    static final int DEFAULT_CONCURRENCY = 8;
}
