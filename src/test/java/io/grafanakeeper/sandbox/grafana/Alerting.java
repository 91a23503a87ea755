package io.grafanakeeper.sandbox.grafana;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keeps the alerting resources of an organisation and answers {@code /api/v1/provisioning}. */
final class Alerting {
    private static final String REDACTED = "[REDACTED]";
    private static final Set<String> SECRETS = Set.of(
            "password", "token", "apiKey", "integrationKey", "authorization_credentials", "hmacSecret", "secret");
    /** Lists what a contact point of a type cannot be without. */
    private static final Map<String, List<String>> REQUIRED = Map.of(
            "webhook", List.of("url"),
            "email", List.of("addresses"),
            "pagerduty", List.of("integrationKey"));

    private static final String DEFAULT_POLICY =
            "{\"group_by\":[\"grafana_folder\",\"alertname\"],\"receiver\":\"grafana-default-email\"}";

    /** Is a kind of resource: its place in the address, its naming member, and the statuses of its writes. */
    enum Kind {
        ALERT_RULE("alert-rules", "uid", 201, 200, 204),
        CONTACT_POINT("contact-points", "uid", 202, 202, 202),
        MUTE_TIMING("mute-timings", "name", 201, 202, 204),
        TEMPLATE("templates", "name", 202, 202, 204),
        POLICY("policies", "", 202, 202, 202);

        private final String place;
        private final String key;
        private final int created;
        private final int updated;
        private final int deleted;

        Kind(String place, String key, int created, int updated, int deleted) {
            this.place = place;
            this.key = key;
            this.created = created;
            this.updated = updated;
            this.deleted = deleted;
        }
    }

    private final Org org;
    private final World world;
    private final Map<Kind, Map<String, String>> byKind = new EnumMap<>(Kind.class);

    Alerting(Org org, World world) {
        this.org = org;
        this.world = world;
        for (Kind kind : Kind.values()) {
            byKind.put(kind, Collections.synchronizedMap(new TreeMap<>()));
        }
    }

    static void routes(Router router) {
        Router.Access access = Router.Access.SIGNED_IN;
        for (Kind kind : Kind.values()) {
            String all = "/api/v1/provisioning/" + kind.place;
            if (kind == Kind.POLICY) {
                router.get(all, access, call -> of(call).policy());
                router.put(all, access, call -> of(call).setPolicy(call));
                router.delete(all, access, call -> of(call).delete(kind, ""));
                continue;
            }
            String one = all + "/:key";
            router.get(all, access, call -> of(call).list(kind, call));
            router.get(one, access, call -> of(call).get(kind, call.variable("key")));
            router.put(one, access, call -> of(call).update(kind, call));
            router.delete(one, access, call -> of(call).delete(kind, call.variable("key")));
            if (kind != Kind.TEMPLATE) {
                router.post(all, access, call -> of(call).create(kind, call));
            }
        }
    }

    private static Alerting of(Call call) {
        call.demand(Role.EDITOR);
        return call.org().alerting();
    }

    private Map<String, String> all(Kind kind) {
        return Objects.requireNonNull(byKind.get(kind));
    }

    /** Puts a resource there without asking anybody. */
    void put(Kind kind, String key, String json) {
        all(kind).put(key, Json.canonical(json));
    }

    @Nullable
    String stored(Kind kind, String key) {
        return all(kind).get(key);
    }

    void clear() {
        byKind.values().forEach(Map::clear);
    }

    private Answer list(Kind kind, Call call) {
        String name = call.query().first("name");
        Map<String, String> all = all(kind);
        List<String> shown;
        synchronized (all) {
            shown = all.values().stream()
                    .filter(json ->
                            name.isEmpty() || Json.members(json).text("name").equals(name))
                    .map(Alerting::redacted)
                    .toList();
        }
        return Answer.ok(Fields.array(shown));
    }

    private Answer get(Kind kind, String key) {
        String json = all(kind).get(key);
        return json == null ? Answer.json(404, "null") : Answer.ok(redacted(json));
    }

    private Answer policy() {
        return Answer.ok(all(Kind.POLICY).getOrDefault("", DEFAULT_POLICY));
    }

    private Answer setPolicy(Call call) {
        Answer refused = unknown(call.members());
        if (refused != null) {
            return refused;
        }
        all(Kind.POLICY).put("", provenance(call.members(), call).write());
        return Answer.message(Kind.POLICY.updated, "policies updated");
    }

    /** Refuses a route that names a contact point or mute timing that there is not, at any depth. */
    private @Nullable Answer unknown(Members route) {
        String receiver = route.text("receiver");
        if (!receiver.isEmpty() && !receiver.equals("grafana-default-email") && !named(Kind.CONTACT_POINT, receiver)) {
            return Answer.message(400, "invalid object specification: receiver '" + receiver + "' does not exist");
        }
        for (String timing : route.texts("mute_time_intervals")) {
            if (!named(Kind.MUTE_TIMING, timing)) {
                return Answer.message(
                        400, "invalid object specification: undefined mute time interval '" + timing + "'");
            }
        }
        for (String below : Json.elements(route.json("routes", "[]"))) {
            Answer refused = unknown(Json.members(below));
            if (refused != null) {
                return refused;
            }
        }
        return null;
    }

    private boolean named(Kind kind, String name) {
        return all(kind).values().stream()
                .anyMatch(json -> Json.members(json).text("name").equals(name));
    }

    /** Refuses a contact point or rule that Grafana would not take, with 400. */
    private @Nullable Answer invalid(Kind kind, Members resource) {
        if (kind == Kind.CONTACT_POINT) {
            Members settings = resource.object("settings");
            for (String setting : REQUIRED.getOrDefault(resource.text("type"), List.of())) {
                if (settings.text(setting).isEmpty()) {
                    return Answer.message(
                            400, "contact point is not valid: could not find " + setting + " in settings");
                }
            }
        }
        return kind == Kind.ALERT_RULE ? unknown(resource.object("notification_settings")) : null;
    }

    private Answer create(Kind kind, Call call) {
        Members resource = provenance(call.members(), call);
        String key = resource.text(kind.key);
        if (key.isEmpty() && kind.key.equals("uid")) {
            key = world.newUid();
            resource.put("uid", Json.quote(key));
        }
        if (key.isEmpty() || all(kind).containsKey(key)) {
            return key.isEmpty()
                    ? Answer.message(400, "invalid object specification: name is required")
                    : Answer.message(409, "a resource with this " + kind.key + " exists already");
        }
        Answer refused = invalid(kind, resource);
        if (refused != null) {
            return refused;
        }
        if (kind == Kind.ALERT_RULE) {
            complete(resource);
        }
        all(kind).put(key, resource.write());
        return Answer.json(kind.created, redacted(resource.write()));
    }

    private Answer update(Kind kind, Call call) {
        String key = call.variable("key");
        Members resource = provenance(call.members(), call);
        String old = all(kind).get(key);
        if (old == null && kind != Kind.TEMPLATE) {
            return Answer.json(404, "null");
        }
        resource.put(kind.key, Json.quote(key));
        if (kind == Kind.ALERT_RULE) {
            complete(resource);
        }
        if (kind == Kind.CONTACT_POINT && old != null) {
            resource.put("settings", keepSecrets(resource.object("settings"), Json.members(old)));
        }
        Answer refused = invalid(kind, resource);
        if (refused != null) {
            return refused;
        }
        all(kind).put(key, resource.write());
        return kind == Kind.CONTACT_POINT
                ? Answer.message(kind.updated, "contactpoint updated")
                : Answer.json(kind.updated, redacted(resource.write()));
    }

    /** Takes the placeholder for what it stands for, when there is something behind it. */
    private static String keepSecrets(Members settings, Members old) {
        for (String secret : SECRETS) {
            if (settings.text(secret).equals(REDACTED)) {
                settings.put(secret, old.object("settings").json(secret, "\"\""));
            }
        }
        return settings.write();
    }

    private Answer delete(Kind kind, String key) {
        all(kind).remove(key);
        return kind.deleted == 204 ? Answer.json(204, "") : Answer.message(kind.deleted, "deleted");
    }

    /** Marks what the API wrote, unless the caller wants it to stay editable in the user interface. */
    private static Members provenance(Members resource, Call call) {
        resource.remove("provenance");
        if (call.header("X-Disable-Provenance").isEmpty()) {
            resource.put("provenance", "\"api\"");
        }
        return resource;
    }

    private void complete(Members rule) {
        rule.put("id", Long.toString(world.nextId(World.Table.ALERTING)));
        rule.put("orgID", Long.toString(org.id()));
        rule.put("updated", Json.quote(World.seconds(world.now())));
    }

    private static String redacted(String json) {
        Members resource = Json.members(json);
        if (resource.has("settings")) {
            resource.put("settings", redacted(resource.object("settings")).write());
        }
        return resource.write();
    }

    /** Redacts at any depth: a webhook's signature has its secret in an object of its own. */
    private static Members redacted(Members settings) {
        for (String name : List.copyOf(settings.names())) {
            String json = settings.json(name, "");
            if (SECRETS.contains(name) && !json.equals("\"\"")) {
                settings.put(name, Json.quote(REDACTED));
            } else if (json.startsWith("{")) {
                settings.put(name, redacted(Json.members(json)).write());
            }
        }
        return settings;
    }
}
