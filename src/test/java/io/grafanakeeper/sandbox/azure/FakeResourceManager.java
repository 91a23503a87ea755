package io.grafanakeeper.sandbox.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers as Azure Resource Manager does for resource groups and {@code Microsoft.Dashboard/dashboards}, by its real host name over
 * TLS, for callers with a token of {@link FakeIdentity}. Making and deleting are long-running: nothing has happened until somebody has
 * asked twice.
 */
public final class FakeResourceManager implements AutoCloseable {
    /** The audience a caller's token must have. */
    public static final String AUDIENCE = "https://management.azure.com";

    private static final String DASHBOARDS_VERSION = "2025-08-01";
    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-z0-9A-Z-]{0,28}[a-z0-9A-Z]");
    private static final Pattern GROUP =
            Pattern.compile("/subscriptions/([^/]+)/resourceGroups/([^/]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern LIST = Pattern.compile(
            "/subscriptions/([^/]+)(?:/resourceGroups/([^/]+))?/providers/Microsoft\\.Dashboard/dashboards",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ONE = Pattern.compile(
            "/subscriptions/([^/]+)/resourceGroups/([^/]+)/providers/Microsoft\\.Dashboard/dashboards/([^/]+)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern OPERATION = Pattern.compile("/subscriptions/[^/]+/operations/(\\d+)");
    private static final int PAGE = 40;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> groups = new ConcurrentHashMap<>();
    private final Map<String, ObjectNode> resources = new ConcurrentSkipListMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<Integer, Operation> operations = new ConcurrentHashMap<>();
    private final AtomicInteger lastOperation = new AtomicInteger();
    private final Set<String> denied = ConcurrentHashMap.newKeySet();
    private final Set<String> late = ConcurrentHashMap.newKeySet();
    private final FaultPlan plan = new FaultPlan();
    private final FakeIdentity identity;
    private final Consumer<String> made;
    private final Consumer<String> deleted;
    private final StubServer server;

    private record Operation(AtomicInteger asked, Runnable work) {}

    private FakeResourceManager(FakeIdentity identity, Consumer<String> made, Consumer<String> deleted)
            throws IOException {
        this.identity = identity;
        this.made = made;
        this.deleted = deleted;
        this.server = StubServer.https(this::answer, plan);
    }

    /**
     * Starts without a resource on a free port.
     *
     * @param made told the id of each dashboard that was made
     * @param deleted told the id of each dashboard that was deleted
     */
    public static FakeResourceManager start(FakeIdentity identity, Consumer<String> made, Consumer<String> deleted)
            throws IOException {
        return new FakeResourceManager(identity, made, deleted);
    }

    /** Returns the address, without a slash at the end. */
    public URI uri() {
        return URI.create(AUDIENCE + ":" + server.port());
    }

    /** Makes a resource group. */
    public void putGroup(String name, String location) {
        groups.put(name.toLowerCase(Locale.ROOT), location);
    }

    /** Removes an empty resource group. */
    public void removeGroup(String name) {
        groups.remove(name.toLowerCase(Locale.ROOT));
    }

    /** Makes a dashboard at once, without telling anybody. */
    public void put(String id, String location, Map<String, String> tags) {
        ObjectNode body = JSON.createObjectNode().put("location", location);
        tags.forEach(body.putObject("tags")::put);
        resources.put(id, resource(id, body));
    }

    /** Removes a dashboard at once, without telling anybody. */
    public void remove(String id) {
        resources.remove(id);
    }

    /** Returns a resource as it is shown; null when there is none. */
    public @Nullable JsonNode resource(String id) {
        return resources.get(id);
    }

    /** Lets listings lag behind: they do not show a dashboard yet, though it is there. */
    public void listLate(String id) {
        late.add(id);
    }

    /** Refuses (403) whatever is about a resource group, as when the identity has no role there. */
    public void deny(String group) {
        denied.add(group.toLowerCase(Locale.ROOT));
    }

    /** Returns the plan that spoils answers. */
    public FaultPlan faults() {
        return plan;
    }

    /** Returns how many requests arrived, refused and spoiled ones included. */
    public int requests() {
        return server.calls();
    }

    @Override
    public void close() {
        server.close();
    }

    private Answer answer(Call call) {
        boolean known = call.header("Authorization")
                .filter(value -> value.startsWith("Bearer "))
                .filter(value -> identity.accepts(value.substring("Bearer ".length()), AUDIENCE))
                .isPresent();
        if (!known) {
            return error(401, "InvalidAuthenticationToken", "The access token is invalid.");
        }
        if (call.query("api-version").isEmpty()) {
            return error(400, "MissingApiVersionParameter", "The api-version query parameter is required.");
        }
        return dispatch(call);
    }

    private Answer dispatch(Call call) {
        Matcher operation = OPERATION.matcher(call.path());
        if (operation.matches()) {
            return operation(call, Integer.parseInt(operation.group(1)));
        }
        Matcher group = GROUP.matcher(call.path());
        if (group.matches()) {
            return refusal(group.group(2)).orElseGet(() -> group(group.group(2)));
        }
        if (!call.query("api-version").filter(DASHBOARDS_VERSION::equals).isPresent()) {
            return error(
                    400, "NoRegisteredProviderFound", "The supported api-versions are '" + DASHBOARDS_VERSION + "'.");
        }
        Matcher list = LIST.matcher(call.path());
        if (list.matches() && call.method().equals("GET")) {
            String named = list.group(2);
            return Optional.ofNullable(named).flatMap(this::refusal).orElseGet(() -> list(call));
        }
        Matcher one = ONE.matcher(call.path());
        if (one.matches()) {
            return refusal(one.group(2)).orElseGet(() -> one(call, one.group(3)));
        }
        return error(404, "NotFound", "There is no such route.");
    }

    private Optional<Answer> refusal(String group) {
        if (denied.contains(group.toLowerCase(Locale.ROOT))) {
            return Optional.of(error(
                    403,
                    "AuthorizationFailed",
                    "The client does not have authorization to perform action over scope resourceGroups/" + group
                            + "."));
        }
        return groups.containsKey(group.toLowerCase(Locale.ROOT))
                ? Optional.empty()
                : Optional.of(
                        error(404, "ResourceGroupNotFound", "Resource group '" + group + "' could not be found."));
    }

    private Answer group(String name) {
        return Answer.json(
                200,
                JSON.createObjectNode().put("name", name).put("location", groups.get(name.toLowerCase(Locale.ROOT))));
    }

    /** A list of a subscription leaves out silently what the caller may not see. */
    private Answer list(Call call) {
        String prefix = call.path().toLowerCase(Locale.ROOT);
        String scope = prefix.substring(0, prefix.indexOf("/providers/")) + "/";
        List<ObjectNode> all = new ArrayList<>();
        new TreeMap<>(resources).forEach((id, resource) -> {
            Matcher one = ONE.matcher(id);
            boolean seen = one.matches() && !denied.contains(one.group(2).toLowerCase(Locale.ROOT));
            if (seen && !late.contains(id) && id.toLowerCase(Locale.ROOT).startsWith(scope)) {
                all.add(resource);
            }
        });
        int from = call.query("$skipToken").map(Integer::parseInt).orElse(0);
        int to = Math.min(all.size(), from + PAGE);
        ObjectNode page = JSON.createObjectNode();
        ArrayNode value = page.putArray("value");
        all.subList(from, to).forEach(value::add);
        if (to < all.size()) {
            page.put("nextLink", uri() + call.path() + "?api-version=" + DASHBOARDS_VERSION + "&%24skipToken=" + to);
        }
        return Answer.json(200, page);
    }

    private Answer one(Call call, String name) {
        String id = call.path();
        return switch (call.method()) {
            case "GET" -> {
                ObjectNode found = resources.get(id);
                yield found == null
                        ? error(404, "ResourceNotFound", "The resource was not found.")
                        : Answer.json(200, found);
            }
            case "PUT" -> put(call, id, name);
            case "DELETE" -> delete(id);
            default -> error(405, "MethodNotAllowed", "Not allowed.");
        };
    }

    private Answer put(Call call, String id, String name) {
        JsonNode body;
        try {
            body = JSON.readTree(call.body());
        } catch (IOException e) {
            return error(400, "InvalidRequestContent", "The request content is not JSON.");
        }
        if (!NAME.matcher(name).matches()) {
            return error(400, "InvalidResourceName", "The name " + name + " is not allowed.");
        }
        if (!(body instanceof ObjectNode object) || !object.path("location").isTextual()) {
            return error(400, "LocationRequired", "The location property is required for this definition.");
        }
        ObjectNode resource = resource(id, object);
        if (resources.containsKey(id)) {
            resources.put(id, resource);
            return Answer.json(200, resource);
        }
        String operation = start(() -> {
            resources.put(id, resource);
            made.accept(id);
        });
        ObjectNode accepted = resource.deepCopy();
        accepted.withObject("/properties").put("provisioningState", "Accepted");
        return Answer.json(201, accepted)
                .with("Azure-AsyncOperation", operation + "&answer=status")
                .with("Retry-After", "0");
    }

    private Answer delete(String id) {
        if (!resources.containsKey(id)) {
            return Answer.empty(204);
        }
        String operation = start(() -> {
            resources.remove(id);
            deleted.accept(id);
        });
        return Answer.empty(202).with("Location", operation).with("Retry-After", "0");
    }

    private String start(Runnable work) {
        int number = lastOperation.incrementAndGet();
        operations.put(number, new Operation(new AtomicInteger(), work));
        return uri() + "/subscriptions/any/operations/" + number + "?api-version=" + DASHBOARDS_VERSION;
    }

    private Answer operation(Call call, int number) {
        Operation operation = operations.get(number);
        if (operation == null) {
            return error(404, "OperationNotFound", "There is no such operation.");
        }
        int asked = operation.asked().incrementAndGet();
        if (asked == 2) {
            operation.work().run();
        }
        boolean done = asked >= 2;
        if (call.query("answer").isPresent()) {
            return Answer.json(200, JSON.createObjectNode().put("status", done ? "Succeeded" : "InProgress"))
                    .with("Retry-After", "0");
        }
        return done ? Answer.empty(204) : Answer.empty(202).with("Retry-After", "0");
    }

    private static ObjectNode resource(String id, ObjectNode body) {
        ObjectNode resource = JSON.createObjectNode()
                .put("id", id)
                .put("name", id.substring(id.lastIndexOf('/') + 1))
                .put("type", "Microsoft.Dashboard/dashboards")
                .put("location", body.path("location").asText());
        resource.set("tags", body.path("tags").isObject() ? body.path("tags") : JSON.createObjectNode());
        resource.putObject("properties").put("provisioningState", "Succeeded");
        return resource;
    }

    private static Answer error(int status, String code, String message) {
        ObjectNode body = JSON.createObjectNode();
        body.putObject("error").put("code", code).put("message", message);
        return Answer.json(status, body);
    }
}
