package io.grafanakeeper.compare;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.grafanakeeper.archive.BackupStore;
import io.grafanakeeper.inventory.Connection;
import io.grafanakeeper.runs.Answers;
import io.grafanakeeper.runs.Targets;
import io.grafanakeeper.settings.Target;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Shows what changed between two backups, or since one. */
public final class CompareFunctions {
    /** An HTTP answer must come within 230 s; the rest is for writing and sending it. */
    private static final Duration LONGEST = Duration.ofSeconds(200);

    private final Targets targets;
    private final Comparer comparer;

    /** Creates the trigger over the store and the targets' connections. */
    public CompareFunctions(BackupStore store, Targets targets, Function<Target, Connection> connections) {
        this.targets = targets;
        this.comparer = new Comparer(store, connections, new TimeBudget(LONGEST));
    }

    /** Compares two states of a target: {@code GET targets/{target}/diff?from=&to=[&kind=&uid=&folder=]}. */
    @FunctionName("DiffBackups")
    public HttpResponseMessage diff(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "targets/{target}/diff")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("target") String target,
            ExecutionContext context) {
        return Answers.guard(request, context, () -> {
            Map<String, String> parameters = request.getQueryParameters();
            Comparison comparison = comparer.compare(
                    targets.named(target),
                    parameters.getOrDefault("from", ""),
                    parameters.getOrDefault("to", ""),
                    Selection.of(parameters));
            return Answers.ok(request, ComparisonJson.write(comparison));
        });
    }
}
