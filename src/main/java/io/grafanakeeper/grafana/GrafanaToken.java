package io.grafanakeeper.grafana;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tells of a service account's token or of an API key, without its value.
 *
 * @param id its number on this server
 * @param name its name, unique within the organisation
 * @param expiration when it ends, or null if it never does
 */
public record GrafanaToken(long id, String name, @Nullable Instant expiration) {}
