package io.grafanakeeper.retention;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.grafanakeeper.json.LosslessJson;
import io.grafanakeeper.runs.Answers;
import io.grafanakeeper.runs.ProblemException;
import io.grafanakeeper.runs.Targets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Triggers retention by itself. */
public final class RetentionFunctions {
    /** Azure's load balancer ends a request after 230 seconds. */
    private static final Duration BUDGET = Duration.ofSeconds(190);

    private static final List<String> BODY = List.of("{\"apply\": false}", "{\"apply\": true}");

    private final RetentionJob job;
    private final Targets targets;

    /** Creates the trigger over the job. */
    public RetentionFunctions(RetentionJob job, Targets targets) {
        this.job = job;
        this.targets = targets;
    }

    /** Says what the rules would remove, or with {@code {"apply":true}} removes it: {@code POST targets/{target}/retention}. */
    @FunctionName("ApplyRetention")
    public HttpResponseMessage apply(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.POST,
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "targets/{target}/retention")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("target") String target,
            ExecutionContext context) {
        return Answers.guard(request, context, () -> {
            boolean apply = apply(request.getBody().orElse(""));
            return Answers.ok(
                    request, job.run(targets.named(target), apply, BUDGET).json());
        });
    }

    /** Reads the body strictly: a misspelled wish to remove nothing must not remove, nor the other way round. */
    static boolean apply(String body) {
        if (body.isBlank()) {
            return false;
        }
        JsonNode json = read(body);
        json.fieldNames().forEachRemaining(name -> {
            if (!name.equals("apply")) {
                throw ProblemException.badRequest("body", "the body has a field that is not known", BODY);
            }
        });
        JsonNode apply = json.path("apply");
        if (!json.isObject() || !(apply.isBoolean() || apply.isMissingNode())) {
            throw ProblemException.badRequest("apply", "apply is neither true nor false", BODY);
        }
        return apply.asBoolean(false);
    }

    private static JsonNode read(String body) {
        try {
            return LosslessJson.read(body.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw ProblemException.badRequest("body", "the body is not JSON", BODY);
        }
    }
}
