package io.grafanakeeper.runs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.json.LosslessJson;
import io.grafanakeeper.settings.Fault;
import io.grafanakeeper.settings.SettingsException;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.logging.Level;

/** Answers HTTP requests: JSON when all is well, a problem document (RFC 9457) when not. */
public final class Answers {
    private static final int RETRY_SECONDS = 30;

    private Answers() {}

    /**
     * Runs a request's work and answers its failures.
     *
     * <p>Refusals are 4xx; an outage of Grafana, Key Vault or storage is 502 or 503 with {@code Retry-After} and says which; a
     * configuration with faults is 503 and lists them all.
     */
    public static HttpResponseMessage guard(
            HttpRequestMessage<?> request, ExecutionContext context, Supplier<HttpResponseMessage> work) {
        try {
            return work.get();
        } catch (ProblemException refusal) {
            return refused(request, refusal);
        } catch (SettingsException faults) {
            return misconfigured(request, faults);
        } catch (RuntimeException failure) {
            Explanation explanation = Explanation.of(failure);
            context.getLogger().log(Level.WARNING, explanation.text(), explanation.expected() ? null : failure);
            return failed(request, failure, explanation);
        }
    }

    /** Answers 200 with JSON. */
    public static HttpResponseMessage ok(HttpRequestMessage<?> request, JsonNode body) {
        return json(request, HttpStatus.OK, body);
    }

    /** Answers 200 with bytes that are JSON already. */
    public static HttpResponseMessage ok(HttpRequestMessage<?> request, byte[] json) {
        return request.createResponseBuilder(HttpStatus.OK)
                .header("Content-Type", "application/json")
                .body(json)
                .build();
    }

    /** Answers 202 with the run, and where to ask how it goes. */
    public static HttpResponseMessage accepted(HttpRequestMessage<?> request, Run run) {
        return accepted(request, run, RunJson.write(run));
    }

    /** Answers 202 with what is known of the run and more, and where to ask how it goes. */
    public static HttpResponseMessage accepted(HttpRequestMessage<?> request, Run run, ObjectNode body) {
        return request.createResponseBuilder(HttpStatus.ACCEPTED)
                .header("Content-Type", "application/json")
                .header("Location", "/api/runs/" + run.id())
                .header("Retry-After", "2")
                .body(LosslessJson.canonical(body))
                .build();
    }

    private static HttpResponseMessage json(HttpRequestMessage<?> request, HttpStatus status, JsonNode body) {
        return request.createResponseBuilder(status)
                .header("Content-Type", "application/json")
                .body(LosslessJson.canonical(body))
                .build();
    }

    private static HttpResponseMessage refused(HttpRequestMessage<?> request, ProblemException refusal) {
        ObjectNode problem = problem(refusal.status(), String.valueOf(refusal.getMessage()));
        problem.put("field", refusal.field());
        if (!refusal.allowed().isEmpty()) {
            ArrayNode allowed = problem.putArray("allowed");
            refusal.allowed().forEach(allowed::add);
        }
        refusal.more().forEach(problem::set);
        return answer(request, refusal.status(), problem, false);
    }

    private static HttpResponseMessage misconfigured(HttpRequestMessage<?> request, SettingsException faults) {
        ObjectNode problem = problem(HttpStatus.SERVICE_UNAVAILABLE, "the configuration cannot be used");
        ArrayNode list = problem.putArray("faults");
        for (Fault fault : faults.faults()) {
            list.addObject()
                    .put("source", fault.source())
                    .put("line", fault.line())
                    .put("column", fault.column())
                    .put("path", fault.path())
                    .put("message", fault.message());
        }
        return answer(request, HttpStatus.SERVICE_UNAVAILABLE, problem, false);
    }

    private static HttpResponseMessage failed(
            HttpRequestMessage<?> request, RuntimeException failure, Explanation explanation) {
        HttpStatus status = status(failure);
        ObjectNode problem = problem(status, explanation.text());
        if (failure instanceof GrafanaException) {
            problem.put("service", "Grafana");
        } else if (failure instanceof ServiceException azure) {
            problem.put("service", azure.service());
        }
        problem.put("retryable", explanation.retryable());
        return answer(request, status, problem, explanation.retryable() && explanation.expected());
    }

    private static HttpStatus status(RuntimeException failure) {
        if (failure instanceof GrafanaException) {
            return HttpStatus.BAD_GATEWAY;
        }
        return failure instanceof ServiceException ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.INTERNAL_SERVER_ERROR;
    }

    private static ObjectNode problem(HttpStatus status, String detail) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "about:blank")
                .put("title", title(status))
                .put("status", status.value())
                .put("detail", detail);
    }

    private static String title(HttpStatus status) {
        String words = status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static HttpResponseMessage answer(
            HttpRequestMessage<?> request, HttpStatus status, ObjectNode problem, boolean retry) {
        HttpResponseMessage.Builder builder =
                request.createResponseBuilder(status).header("Content-Type", "application/problem+json");
        if (retry) {
            builder.header("Retry-After", Integer.toString(RETRY_SECONDS));
        }
        return builder.body(LosslessJson.canonical(problem)).build();
    }
}
