package io.grafanakeeper.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request that Azure Resource Manager may go on with after its answer, and waits for the end.
 *
 * <p>The answer says where to ask (<a href="https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations">
 * asynchronous operations</a>): {@code Azure-AsyncOperation} leads to a {@code status}; {@code Location} answers 202 until the end;
 * with neither, the resource's own {@code provisioningState} tells.
 */
final class LongRunning {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration USUAL_WAIT = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final GrafanaClient client;

    LongRunning(GrafanaClient client) {
        this.client = client;
    }

    private enum Way {
        STATUS,
        LOCATION,
        RESOURCE
    }

    /** Says where to ask next and after how long. */
    private record Next(Way way, String path, Duration pause) {}

    /** Holds the next question; null inside if the operation has ended well. */
    private record Step(@Nullable Next next) {
        static final Step DONE = new Step(null);
    }

    /**
     * Sends a request and waits until its operation has ended well.
     *
     * @param resource the path of the resource itself
     * @throws GrafanaException if it fails, is cancelled, or takes longer than five minutes
     */
    void send(Request request, String resource) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        Next next =
                client.send(request, answer -> first(request, answer, resource)).next();
        while (next != null) {
            if (System.nanoTime() + next.pause().toNanos() > deadline) {
                throw new GrafanaException.Unavailable(
                        request.method(), request.route(), 0, "still under way after five minutes", null);
            }
            pause(request, next.pause());
            Next asked = next;
            Request question = Request.get(asked.path());
            next = client.send(question, answer -> again(request, question, answer, asked))
                    .next();
        }
    }

    private Step first(Request request, Answer answer, String resource) throws IOException {
        String status = header(answer, "Azure-AsyncOperation");
        if (!status.isEmpty()) {
            return ask(Way.STATUS, SameHost.path(client.endpoint(), status, request), answer);
        }
        String location = header(answer, "Location");
        if (answer.status() == 202 && !location.isEmpty()) {
            return ask(Way.LOCATION, SameHost.path(client.endpoint(), location, request), answer);
        }
        return request.method().equals("DELETE") ? Step.DONE : provisioned(request, answer, resource);
    }

    private Step again(Request request, Request question, Answer answer, Next asked) throws IOException {
        return switch (asked.way()) {
            case STATUS -> judged(request, answer, asked, json(answer).path("status"));
            case RESOURCE -> provisioned(request, answer, asked.path());
            case LOCATION -> {
                String moved = header(answer, "Location");
                String path = moved.isEmpty() ? asked.path() : SameHost.path(client.endpoint(), moved, question);
                yield answer.status() == 202 ? ask(Way.LOCATION, path, answer) : Step.DONE;
            }
        };
    }

    private Step provisioned(Request request, Answer answer, String resource) throws IOException {
        JsonNode state = json(answer).path("properties").path("provisioningState");
        return state.asText("").isEmpty()
                ? Step.DONE
                : judged(request, answer, new Next(Way.RESOURCE, resource, USUAL_WAIT), state);
    }

    private Step judged(Request request, Answer answer, Next asked, JsonNode state) throws IOException {
        return switch (state.asText("").toLowerCase(Locale.ROOT)) {
            case "succeeded" -> Step.DONE;
            case "failed", "canceled" ->
                throw new GrafanaException.Rejected(
                        request.method(),
                        request.route(),
                        answer.status(),
                        "the operation " + state.asText() + ": " + ErrorMessage.of(answer));
            case "" -> throw new IOException("an operation without a status");
            default -> ask(asked.way(), asked.path(), answer);
        };
    }

    private Step ask(Way way, String path, Answer answer) {
        Duration asked = RetryAfter.parse(header(answer, "Retry-After"), client.clock());
        Duration wait = asked == null ? USUAL_WAIT : asked;
        return new Step(new Next(way, path, wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT));
    }

    private static String header(Answer answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static JsonNode json(Answer answer) throws IOException {
        return answer.body().length == 0 ? MissingNode.getInstance() : answer.json();
    }

    private static void pause(Request request, Duration wait) {
        try {
            Thread.sleep(wait.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GrafanaException.Unavailable(request.method(), request.route(), 0, "interrupted", e);
        }
    }
}
