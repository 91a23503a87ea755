package io.grafanakeeper.runs;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import java.util.List;
import java.util.Optional;

/** Shows how a run goes or went. */
public final class RunFunctions {
    private final RunStore runs;

    /** Creates the trigger over the records. */
    public RunFunctions(RunStore runs) {
        this.runs = runs;
    }

    /** Shows a run's record: {@code GET runs/{id}}. */
    @FunctionName("GetRun")
    public HttpResponseMessage get(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "runs/{id}")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("id") String id,
            ExecutionContext context) {
        return Answers.guard(request, context, () -> {
            if (!RunId.valid(id)) {
                throw ProblemException.badRequest(
                        "id", "this is not a run's id", List.of("an id such as 20261120T060000Z-1a2b3c4d"));
            }
            return runs.find(id)
                    .map(recorded -> Answers.ok(request, RunJson.write(recorded.run())))
                    .orElseThrow(() -> ProblemException.notFound("id", "there is no run " + id, List.of()));
        });
    }
}
