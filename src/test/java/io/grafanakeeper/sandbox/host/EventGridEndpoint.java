package io.grafanakeeper.sandbox.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Takes deliveries of Event Grid at the host's webhook: one call per event, in parallel.
 *
 * <p>Answers 202 when all calls succeeded and 500 when one failed, upon which Event Grid delivers all of them again.
 */
final class EventGridEndpoint {
    /** Keeps the numbers of an event as they were sent. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final Function<String, Optional<HostedFunction>> functions;
    private final Invoker invoker;
    private final HostThreads threads;

    /** Serves the functions that are found by name. */
    EventGridEndpoint(Function<String, Optional<HostedFunction>> functions, Invoker invoker, HostThreads threads) {
        this.functions = functions;
        this.invoker = invoker;
        this.threads = threads;
    }

    Answer answer(RawRequest request) {
        String name = request.query().getOrDefault("functionName", "");
        Optional<HostedFunction> function =
                functions.apply(name).filter(found -> found.trigger() instanceof Trigger.EventGrid);
        if (function.isEmpty()) {
            return Answer.text(404, "cannot find function: '" + name + "'");
        }
        if (request.method().equals("OPTIONS")) {
            return allowCloudEvents(request);
        }
        try {
            return switch (request.headers().getOrDefault("aeg-event-type", "").toLowerCase(Locale.ROOT)) {
                case "subscriptionvalidation" -> validate(events(request));
                case "notification" -> deliver(function.get(), events(request));
                case "unsubscribe" -> Answer.empty(202);
                default -> Answer.empty(400);
            };
        } catch (JsonProcessingException e) {
            return Answer.text(400, "the body is not JSON");
        }
    }

    /** Answers the handshake of the CloudEvents schema. */
    private static Answer allowCloudEvents(RawRequest request) {
        String origin = request.headers().getOrDefault("webhook-request-origin", "*");
        return new Answer(200, Map.of("WebHook-Allowed-Origin", origin, "WebHook-Allowed-Rate", "*"), new byte[0]);
    }

    private static ArrayNode events(RawRequest request) throws JsonProcessingException {
        JsonNode body = JSON.readTree(new String(request.body(), StandardCharsets.UTF_8));
        return body instanceof ArrayNode events
                ? events
                : JSON.createArrayNode().add(body);
    }

    private static Answer validate(ArrayNode events) {
        String code = events.path(0).path("data").path("validationCode").asText();
        return Answer.json(
                200, JSON.createObjectNode().put("validationResponse", code).toString());
    }

    private Answer deliver(HostedFunction function, ArrayNode events) {
        List<CompletableFuture<Optional<String>>> calls = new ArrayList<>();
        for (JsonNode event : events) {
            calls.add(CompletableFuture.supplyAsync(() -> call(function, event), threads::work));
        }
        // All of them have ended before the answer goes out: a stream that stops at the first fault would not wait.
        List<Optional<String>> ends =
                calls.stream().map(CompletableFuture::join).toList();
        return ends.stream()
                .flatMap(Optional::stream)
                .findFirst()
                .map(fault -> Answer.text(500, fault))
                .orElseGet(() -> Answer.empty(202));
    }

    /** Returns the fault, or nothing when all went well. */
    private Optional<String> call(HostedFunction function, JsonNode event) {
        try {
            // Indented, as the real host writes it.
            invoker.call(function, Input.text(event.toPrettyString(), Map.of()));
            return Optional.empty();
        } catch (FunctionFailedException e) {
            return Optional.of("Exception while executing function: Functions." + function.name());
        }
    }
}
