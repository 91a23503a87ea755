package io.grafanakeeper.sandbox.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Runs a timer, queue or Event Grid function by hand, a disabled one as well, and answers before it has finished. */
final class AdminEndpoint {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Function<String, Optional<HostedFunction>> functions;
    private final Map<String, TimerLoop> timers;
    private final Invoker invoker;
    private final HostThreads threads;
    private final Clock clock;

    /** Serves the functions that are found by name; {@code timers} holds those that have a schedule. */
    AdminEndpoint(
            Function<String, Optional<HostedFunction>> functions,
            Map<String, TimerLoop> timers,
            Invoker invoker,
            HostThreads threads,
            Clock clock) {
        this.functions = functions;
        this.timers = timers;
        this.invoker = invoker;
        this.threads = threads;
        this.clock = clock;
    }

    /** Answers {@code POST /admin/functions/{name}} with the body {@code {"input": "…"}}. */
    Answer answer(String name, RawRequest request) {
        Optional<HostedFunction> function = functions.apply(name);
        if (function.isEmpty()) {
            return Answer.empty(404);
        }
        if (function.get().trigger() instanceof Trigger.Http) {
            return Answer.text(400, name + " is an HTTP function: call its route");
        }
        try {
            Input input = input(function.get(), JSON.readTree(new String(request.body(), StandardCharsets.UTF_8)));
            threads.work(() -> run(function.get(), input));
            return Answer.empty(202);
        } catch (JsonProcessingException e) {
            return Answer.text(400, "the body must be {\"input\": \"…\"}");
        }
    }

    private void run(HostedFunction function, Input input) {
        try {
            invoker.call(function, input);
        } catch (FunctionFailedException alreadyLogged) {
            // Nobody waits for the outcome: it is in the log, as in Azure.
        }
    }

    private Input input(HostedFunction function, JsonNode body) {
        if (function.trigger() instanceof Trigger.Timer) {
            TimerLoop timer = timers.get(function.name());
            return timer == null ? TimerLoop.unscheduled(clock.instant()) : timer.input();
        }
        JsonNode given = body.path("input");
        String text = given.isValueNode() ? given.asText() : given.toString();
        return Input.text(text, function.trigger() instanceof Trigger.Queue ? properties(text) : Map.of());
    }

    private Map<String, String> properties(String text) {
        Instant now = clock.instant();
        String id = UUID.randomUUID().toString();
        return new QueueMessage(id, "", "", 1, now, now.plus(Duration.ofDays(7)), now).properties(text);
    }
}
