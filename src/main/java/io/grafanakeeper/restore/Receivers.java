package io.grafanakeeper.restore;

import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.inventory.Pending;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Knows which contact points and mute timings there will be after a restore, and finds policies and rules that name others: Grafana
 * refuses them.
 */
final class Receivers {
    /** The kinds that others name, decided before those. */
    static final Set<ItemKind> KINDS = Set.of(ItemKind.CONTACT_POINT, ItemKind.MUTE_TIMING);

    /** Every Grafana begins with it, and some list it under another name. */
    static final String FIRST = "grafana-default-email";

    private static final List<String> TIMINGS = List.of("mute_time_intervals", "active_time_intervals");

    private final Map<ItemKind, Set<String>> names = new HashMap<>();
    private final Map<ItemKind, Map<String, String>> reasons = new HashMap<>();

    Receivers(Live live, List<Step> steps) {
        for (ItemKind kind : KINDS) {
            Set<String> known = new HashSet<>();
            live.all(kind).stream().map(Pending::title).forEach(known::add);
            names.put(kind, known);
            reasons.put(kind, new HashMap<>());
        }
        names.getOrDefault(ItemKind.CONTACT_POINT, new HashSet<>()).add(FIRST);
        for (Step step : steps) {
            add(step);
        }
    }

    private void add(Step step) {
        ItemKind kind = step.item().kind();
        String name = step.item().title();
        if (step.action().writes()) {
            names.getOrDefault(kind, new HashSet<>()).add(name);
        } else {
            reasons.getOrDefault(kind, new HashMap<>()).put(name, step.reason());
        }
    }

    /** Says what a policy tree or a rule names that will not be there, if it does. */
    Optional<String> obstacle(JsonNode content) {
        Set<String> missing = new LinkedHashSet<>();
        visit(content, missing);
        visit(content.path("notification_settings"), missing);
        return missing.isEmpty() ? Optional.empty() : Optional.of("it names " + String.join(", and ", missing));
    }

    private void visit(JsonNode route, Set<String> missing) {
        require(ItemKind.CONTACT_POINT, "the contact point ", route.path("receiver"), missing);
        for (String timings : TIMINGS) {
            route.path(timings).forEach(name -> require(ItemKind.MUTE_TIMING, "the mute timing ", name, missing));
        }
        route.path("routes").forEach(below -> visit(below, missing));
    }

    private void require(ItemKind kind, String what, JsonNode named, Set<String> missing) {
        String name = named.asText("");
        if (!name.isEmpty() && !names.getOrDefault(kind, Set.of()).contains(name)) {
            String reason = reasons.getOrDefault(kind, Map.of()).get(name);
            missing.add(what + "'" + name + "', which is not in this Grafana and "
                    + (reason == null ? "not selected from the backup" : "not restored: " + reason));
        }
    }

    /** Tells whether a tree of policies is the one that every Grafana begins with. */
    static boolean isFirst(JsonNode policies) {
        return policies.path("routes").isEmpty()
                && policies.path("receiver").asText().equals(FIRST);
    }
}
