package io.grafanakeeper.sandbox.azure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Answers as the secrets part of a Key Vault does, by its real kind of host name over TLS, for callers with a token of
 * {@link FakeIdentity}. Never logs a value.
 *
 * <p>API: <a href="https://learn.microsoft.com/rest/api/keyvault/secrets/operation-groups">Key Vault REST, secrets</a>.
 * Unlike the service, deleting, recovering and purging are complete at once.
 */
public final class FakeKeyVault implements AutoCloseable {
    /** The audience a caller's token must have. */
    public static final String AUDIENCE = "https://vault.azure.net";

    private static final String HOST = "keepersandbox.vault.azure.net";
    private static final int PAGE = 25;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Set<VaultOperation> denied = ConcurrentHashMap.newKeySet();
    private final Map<VaultOperation, Integer> done = new ConcurrentHashMap<>();
    private final FaultPlan plan = new FaultPlan();
    private final FakeIdentity identity;
    private final VaultStore store;
    private final StubServer server;
    private final SecretJson secrets;

    private FakeKeyVault(FakeIdentity identity, Clock clock) throws IOException {
        this.identity = identity;
        this.store = new VaultStore(clock);
        this.server = StubServer.https(this::answer, plan);
        this.secrets = new SecretJson(uri().toString());
    }

    /** Starts an empty vault on a free port; the clock dates the versions. */
    public static FakeKeyVault start(FakeIdentity identity, Clock clock) throws IOException {
        return new FakeKeyVault(identity, clock);
    }

    /** Returns the vault's address, without a slash at the end. */
    public URI uri() {
        return URI.create("https://" + HOST + ":" + server.port());
    }

    /** Adds a version, in-process. */
    public SecretVersion put(String name, String value) {
        return put(name, value, null, Map.of());
    }

    /** Adds a version with an expiry and tags, in-process. */
    public SecretVersion put(String name, String value, @Nullable Instant expires, Map<String, String> tags) {
        return store.set(name, new VaultStore.Change(value, null, null, null, expires, tags))
                .current();
    }

    /** Returns the value of the current version; nothing when there is no such secret. */
    public Optional<String> value(String name) {
        List<SecretVersion> versions = versions(name);
        return versions.isEmpty()
                ? Optional.empty()
                : Optional.of(versions.get(versions.size() - 1).value());
    }

    /** Returns the versions, oldest first; none when there is no such secret or it is deleted. */
    public List<SecretVersion> versions(String name) {
        return store.versions(name);
    }

    /** Deletes a secret as a user would; its name stays taken. */
    public void delete(String name) {
        store.delete(name);
    }

    /** Changes the tags of a version as a user would. */
    public void retag(String name, String version, Map<String, String> tags) {
        store.update(name, version, new VaultStore.Change(null, null, null, null, null, tags));
    }

    /** Disables a version as a user would. */
    public void disable(String name, String version) {
        store.update(name, version, new VaultStore.Change(null, null, false, null, null, null));
    }

    /** Refuses these operations (403 ForbiddenByRbac), as when the identity lacks a role, until {@link #allowAll}. */
    public void deny(VaultOperation... operations) {
        denied.addAll(EnumSet.copyOf(List.of(operations)));
    }

    public void allowAll() {
        denied.clear();
    }

    /** Returns the plan that spoils answers; it also sees the request with which the SDK fetches the challenge. */
    public FaultPlan faults() {
        return plan;
    }

    /** Spoils the requests of an operation that carry a token, until {@code faults().clear()}. */
    public void intercept(VaultOperation operation, Fault fault) {
        plan.when(asks(operation), fault);
    }

    /** Matches the requests of an operation that carry a token. */
    public static Predicate<Call> asks(VaultOperation operation) {
        return call -> call.header("Authorization").isPresent()
                && VaultRoute.of(call)
                        .map(VaultRoute::operation)
                        .filter(operation::equals)
                        .isPresent();
    }

    /** Returns how many requests of an operation got through authentication. */
    public int count(VaultOperation operation) {
        return done.getOrDefault(operation, 0);
    }

    /** Returns how many requests arrived, challenged and spoiled ones included. */
    public int requests() {
        return server.calls();
    }

    @Override
    public void close() {
        server.close();
    }

    private Answer answer(Call call) {
        String token = call.header("Authorization")
                .filter(value -> value.startsWith("Bearer "))
                .map(value -> value.substring("Bearer ".length()))
                .orElse("");
        if (!identity.accepts(token, AUDIENCE)) {
            return challenge(token);
        }
        try {
            return route(call);
        } catch (VaultError e) {
            return e.answer();
        }
    }

    private static Answer challenge(String token) {
        String message = token.isEmpty()
                ? "AKV10000: Request is missing a Bearer or PoP token."
                : "AKV10022: Invalid audience, or the token is expired or not of this tenant.";
        return new VaultError(401, "Unauthorized", null, message)
                .answer()
                .with(
                        "WWW-Authenticate",
                        "Bearer authorization=\"https://login.microsoftonline.com/" + TokenMint.TENANT
                                + "\", resource=\"" + AUDIENCE + "\"");
    }

    private Answer route(Call call) {
        VaultRoute route = VaultRoute.of(call)
                .orElseThrow(() -> VaultError.badParameter("Method or path is not known: " + call.method()));
        if (call.query("api-version").isEmpty()) {
            throw VaultError.badParameter("api-version must be specified");
        }
        done.merge(route.operation(), 1, Integer::sum);
        if (denied.contains(route.operation())) {
            throw VaultError.noRole(route.operation().action());
        }
        return route.operation() == VaultOperation.PURGE ? purge(route.name()) : Answer.json(200, perform(route, call));
    }

    private Answer purge(String name) {
        store.purge(name);
        return Answer.empty(204);
    }

    private ObjectNode perform(VaultRoute route, Call call) {
        String name = route.name();
        return switch (route.operation()) {
            case SET -> set(name, call);
            case GET -> get(name, route.version());
            case UPDATE -> update(name, route.version(), call);
            case DELETE -> secrets.deleted(store.delete(name));
            case GET_DELETED -> secrets.deleted(store.getDeleted(name));
            case RECOVER -> recover(name);
            case LIST -> page(call, store.list().stream().map(secrets::item).toList());
            case LIST_DELETED ->
                page(call, store.listDeleted().stream().map(secrets::deleted).toList());
            case LIST_VERSIONS -> page(call, versionItems(name));
            case PURGE -> throw new IllegalStateException("answered without a body");
        };
    }

    private ObjectNode set(String name, Call call) {
        VaultStore.Secret secret = store.set(name, SecretJson.change(call.text()));
        return secrets.withValue(secret.name(), secret.current());
    }

    private ObjectNode update(String name, String version, Call call) {
        VaultStore.Secret secret = store.update(name, version, SecretJson.change(call.text()));
        return secrets.withoutValue(secret.name(), secret.version(version));
    }

    private ObjectNode get(String name, String version) {
        VaultStore.Secret secret = store.get(name);
        SecretVersion found = version.isEmpty() ? secret.current() : secret.version(version);
        if (!found.enabled()) {
            throw VaultError.disabled();
        }
        return secrets.withValue(secret.name(), found);
    }

    private ObjectNode recover(String name) {
        VaultStore.Secret secret = store.recover(name);
        return secrets.withoutValue(secret.name(), secret.current());
    }

    /** The service promises no order of versions; by their random ids, a caller that takes the last one is caught. */
    private List<ObjectNode> versionItems(String name) {
        VaultStore.Secret secret = store.get(name);
        return secret.versions().stream()
                .sorted(Comparator.comparing(SecretVersion::version))
                .map(version -> secrets.withoutValue(secret.name(), version))
                .toList();
    }

    private ObjectNode page(Call call, List<ObjectNode> all) {
        int size = call.query("maxresults").map(Integer::parseInt).orElse(PAGE);
        if (size < 1 || size > PAGE) {
            throw VaultError.badParameter("maxresults must be between 1 and " + PAGE + ".");
        }
        int from = Math.min(call.query("$skiptoken").map(Integer::parseInt).orElse(0), all.size());
        int to = Math.min(all.size(), from + size);
        ObjectNode page = JSON.createObjectNode();
        ArrayNode items = page.putArray("value");
        all.subList(from, to).forEach(items::add);
        String next = uri() + call.path() + "?api-version="
                + call.query("api-version").orElseThrow() + "&$skiptoken=" + to + "&maxresults=" + size;
        page.put("nextLink", to < all.size() ? next : null);
        return page;
    }
}
