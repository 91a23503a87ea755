package io.grafanakeeper.targets;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.inventory.Connection;
import io.grafanakeeper.runs.Answers;
import io.grafanakeeper.runs.Targets;
import io.grafanakeeper.settings.SettingsException;
import io.grafanakeeper.settings.Target;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Answers what is configured and whether it works. */
public final class TargetFunctions {
    private final Targets targets;
    private final Function<Target, Connection> connections;
    private final BiFunction<Target, String, GrafanaClient> scoped;

    /**
     * Creates the triggers over the targets and their connections.
     *
     * @param scoped gives a target's client that signs in with Entra tokens of another scope
     */
    public TargetFunctions(
            Targets targets,
            Function<Target, Connection> connections,
            BiFunction<Target, String, GrafanaClient> scoped) {
        this.targets = targets;
        this.connections = connections;
        this.scoped = scoped;
    }

    /** Tells whether the configuration loads, without a secret and without a call outward: {@code GET health}. */
    @FunctionName("Health")
    public HttpResponseMessage health(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "health")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        try {
            int count = targets.all().size();
            return health(request, HttpStatus.OK, "{\"status\":\"ok\",\"targets\":" + count + "}");
        } catch (SettingsException e) {
            // Anybody may ask: the faults themselves are for those with a key, and for the log.
            context.getLogger().severe(String.valueOf(e.getMessage()));
            return health(
                    request,
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "{\"status\":\"misconfigured\",\"faults\":" + e.faults().size() + "}");
        }
    }

    /** Lists the targets: {@code GET targets}. */
    @FunctionName("ListTargets")
    public HttpResponseMessage list(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "targets")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return Answers.guard(request, context, () -> {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            ArrayNode list = body.putArray("targets");
            targets.all().forEach(target -> list.add(TargetJson.describe(target)));
            return Answers.ok(request, body);
        });
    }

    /** Tells whether a target can be reached, as whom, and what it offers: {@code GET targets/{target}/check}. */
    @FunctionName("CheckTarget")
    public HttpResponseMessage check(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "targets/{target}/check")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("target") String name,
            ExecutionContext context) {
        return Answers.guard(request, context, () -> {
            Target target = targets.named(name);
            return Answers.ok(request, check(target, connections.apply(target)));
        });
    }

    private ObjectNode check(Target target, Connection connection) {
        GrafanaClient client = connection.grafana();
        Function<String, GrafanaClient> clients = scope -> scoped.apply(target, scope);
        return connection.monitor() == null
                ? new TargetCheck(target, client, clients).result()
                : new MonitorCheck(target, client, connection.monitor(), clients).result();
    }

    private static HttpResponseMessage health(HttpRequestMessage<?> request, HttpStatus status, String body) {
        return request.createResponseBuilder(status)
                .header("Content-Type", "application/json")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .build();
    }
}
