package io.grafanakeeper.sandbox.grafana;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeps the legacy API keys of an organisation and answers {@code /api/auth/keys}. */
final class Keys {
    private final Org org;
    private final World world;
    private final Map<Long, Key> byId = new ConcurrentHashMap<>();
    private final Map<String, Key> bySecret = new ConcurrentHashMap<>();

    Keys(Org org, World world) {
        this.org = org;
        this.world = world;
    }

    /** Is a key; without an expiration it lives for ever. */
    record Key(long id, String name, Role role, @Nullable Instant expiration, String secret) {
        boolean hasExpired(Instant now) {
            return expiration != null && !expiration.isAfter(now);
        }
    }

    static void routes(Router router) {
        router.get(
                "/api/auth/keys",
                Router.Access.ORG_ADMIN,
                call -> call.org().keys().list(call));
        router.post(
                "/api/auth/keys",
                Router.Access.ORG_ADMIN,
                call -> call.org().keys().create(call));
        router.delete(
                "/api/auth/keys/:id",
                Router.Access.ORG_ADMIN,
                call -> call.org().keys().delete(call));
    }

    @Nullable
    Key bySecret(String secret) {
        return bySecret.get(secret);
    }

    /** Makes a key without asking anybody. */
    Key add(String name, Role role, @Nullable Instant expiration) {
        String json = new Fields()
                .add("k", world.newSecret(32))
                .add("n", name)
                .add("id", org.id())
                .toString();
        String secret = Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
        Key key = new Key(world.nextId(World.Table.KEY), name, role, expiration, secret);
        byId.put(key.id(), key);
        bySecret.put(secret, key);
        return key;
    }

    /** Gives the names of the keys that have not expired. */
    Stream<String> live() {
        return byId.values().stream()
                .filter(key -> !key.hasExpired(world.now()))
                .map(Key::name);
    }

    void revoke(String secret) {
        Key key = bySecret.remove(secret);
        if (key != null) {
            byId.remove(key.id());
        }
    }

    private Answer list(Call call) {
        boolean expiredToo = call.query().flag("includeExpired");
        List<Fields> keys = byId.values().stream()
                .filter(key -> expiredToo || !key.hasExpired(world.now()))
                .sorted(Comparator.comparing(Key::name))
                .map(this::listed)
                .toList();
        return Answer.ok(Fields.array(keys));
    }

    private Fields listed(Key key) {
        Fields fields = new Fields()
                .add("id", key.id())
                .add("name", key.name())
                .add("role", key.role().title());
        if (key.expiration() != null) {
            fields.add("expiration", World.seconds(key.expiration()));
        }
        if (world.flavour().atLeast(11)) {
            fields.add("accessControl", new Fields().add("apikeys:delete", true).add("apikeys:read", true));
        }
        return fields;
    }

    private Answer create(Call call) {
        if (world.flavour().atLeast(11)) {
            // Still listed, no longer made: since 11.3.
            return Answer.message(410, "this endpoint has been deprecated, use POST /api/serviceaccounts instead");
        }
        Members request = call.members("name", "role");
        Role role = role(request);
        long seconds = secondsToLive(request);
        if (seconds < 0) {
            return Answer.message(400, "negative value for SecondsToLive");
        }
        if (world.maxSecondsToLive() > 0 && seconds == 0) {
            return Answer.message(400, "Number of seconds before expiration should be set");
        }
        if (world.maxSecondsToLive() > 0 && seconds > world.maxSecondsToLive()) {
            return Answer.message(400, "Number of seconds before expiration is greater than the global limit");
        }
        String name = request.text("name");
        if (byId.values().stream().anyMatch(key -> key.name().equals(name))) {
            return Answer.message(409, "API key, organization ID and name must be unique");
        }
        Key key = add(name, role, seconds == 0 ? null : expiration(seconds));
        return Answer.ok(
                new Fields().add("id", key.id()).add("name", key.name()).add("key", key.secret()));
    }

    /** Adds as Go does, whose durations overflow: a life near 2^63 seconds ends a second before it began. */
    private Instant expiration(long seconds) {
        Instant now = world.now();
        try {
            long wrapped = Math.multiplyExact(seconds, 1_000_000_000L);
            return now.plusNanos(wrapped);
        } catch (ArithmeticException | DateTimeException e) {
            return now.plusNanos(seconds * 1_000_000_000L);
        }
    }

    private static Role role(Members request) {
        String title = request.text("role");
        return Role.of(title)
                .orElseThrow(() -> new Refused(Answer.invalid(
                        400,
                        List.of(Answer.deserializationError("JSON validation error: invalid role value: " + title)))));
    }

    private static long secondsToLive(Members request) {
        String json = request.json("secondsToLive", "0");
        try {
            return Long.parseLong(json);
        } catch (NumberFormatException e) {
            String kind = json.startsWith("\"") ? "string" : "number " + json;
            throw new Refused(Answer.invalid(
                    400,
                    List.of(Answer.deserializationError("json: cannot unmarshal " + kind
                            + " into Go struct field AddApiKeyCommand.secondsToLive of type int64"))));
        }
    }

    /** Answers 200 whatever the id, as Grafana does; another organisation's key stays. */
    private Answer delete(Call call) {
        Key key = byId.remove(call.id("id"));
        if (key != null) {
            bySecret.remove(key.secret());
        }
        return Answer.message(200, "API key deleted");
    }
}
