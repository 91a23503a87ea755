package io.grafanakeeper.events;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import io.grafanakeeper.runs.Answers;
import io.grafanakeeper.runs.Explanation;
import io.grafanakeeper.runs.ProblemException;
import io.grafanakeeper.runs.Run;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.logging.Level;

/**
 * Answers calls of webhooks. Anybody may call, so every call that is not authentic gets the same answer, and an outage says
 * nothing of what is configured; the log does.
 */
final class WebhookAnswers {
    private WebhookAnswers() {}

    /** Runs a call's work and answers 202 with the run, or why there is none. */
    static HttpResponseMessage guard(HttpRequestMessage<?> request, ExecutionContext context, Supplier<Run> work) {
        return Answers.guard(request, context, () -> {
            try {
                return Answers.accepted(request, work.get());
            } catch (NotAuthenticException e) {
                return problem(
                        request, HttpStatus.UNAUTHORIZED, "Unauthorized", "the call is not signed as it must be");
            } catch (ProblemException e) {
                throw e;
            } catch (RuntimeException e) {
                Explanation explanation = Explanation.of(e);
                context.getLogger().log(Level.SEVERE, explanation.text(), explanation.expected() ? null : e);
                return problem(request, HttpStatus.SERVICE_UNAVAILABLE, "Service unavailable", "try again later");
            }
        });
    }

    private static HttpResponseMessage problem(
            HttpRequestMessage<?> request, HttpStatus status, String title, String detail) {
        String body = "{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status.value()
                + ",\"detail\":\"" + detail + "\"}";
        HttpResponseMessage.Builder answer =
                request.createResponseBuilder(status).header("Content-Type", "application/problem+json");
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            answer.header("Retry-After", "30");
        }
        return answer.body(body.getBytes(StandardCharsets.UTF_8)).build();
    }
}
