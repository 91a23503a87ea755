package io.grafanakeeper.verify;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.grafanakeeper.archive.BackupStore;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.runs.Answers;
import io.grafanakeeper.runs.BackupChoice;
import io.grafanakeeper.runs.Targets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Triggers the verification of a backup. */
public final class VerifyFunctions {
    /** Azure's load balancer ends a request after 230 seconds. */
    private static final Duration BUDGET = Duration.ofSeconds(200);

    private final Verification verification;
    private final BackupChoice choice;
    private final Targets targets;

    /** Creates the trigger over the store. */
    public VerifyFunctions(BackupStore store, Targets targets, Clock clock) {
        this.verification = new Verification(store, clock, BUDGET);
        this.choice = new BackupChoice(store);
        this.targets = targets;
    }

    /** Reads every object of a backup again: {@code POST targets/{target}/backups/{id or latest}/verify}. */
    @FunctionName("VerifyBackup")
    public HttpResponseMessage verify(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.POST,
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "targets/{target}/backups/{id}/verify")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("target") String target,
            @BindingName("id") String id,
            ExecutionContext context) {
        return Answers.guard(request, context, () -> {
            Manifest manifest = choice.manifest(targets.named(target).name(), id);
            return Answers.ok(request, verification.verify(manifest).json());
        });
    }
}
