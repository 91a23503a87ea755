package io.grafanakeeper.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Holds the whole configuration; every map is unmodifiable and in the order of the file, keyed by name. */
public record Settings(
        Map<String, Target> targets,
        Map<String, CredentialSettings> credentials,
        Map<String, QuerySettings> queries,
        Map<String, WebhookSettings> webhooks) {
    public Settings {
        targets = inOrder(targets);
        credentials = inOrder(credentials);
        queries = inOrder(queries);
        webhooks = inOrder(webhooks);
    }

    /** Finds a target by its name. */
    public Optional<Target> target(String name) {
        return Optional.ofNullable(targets.get(name));
    }

    /** Finds a credential by its name. */
    public Optional<CredentialSettings> credential(String name) {
        return Optional.ofNullable(credentials.get(name));
    }

    /** Finds a query by its name. */
    public Optional<QuerySettings> query(String name) {
        return Optional.ofNullable(queries.get(name));
    }

    /** Finds the webhook of a target by the target's name. */
    public Optional<WebhookSettings> webhook(String target) {
        return Optional.ofNullable(webhooks.get(target));
    }

    private static <T> Map<String, T> inOrder(Map<String, T> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
