package io.grafanakeeper.orgs;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.grafanakeeper.runs.Answers;
import io.grafanakeeper.runs.RequestFields;
import io.grafanakeeper.runs.Targets;
import io.grafanakeeper.settings.Target;
import java.util.Optional;

/** Answers requests for organisations. */
public final class OrgFunctions {
    private static final int LONGEST_BODY = 32 * 1024 * 1024;

    private final OrgWork work;
    private final Targets targets;

    /** Creates the trigger over the work. */
    public OrgFunctions(OrgWork work, Targets targets) {
        this.work = work;
        this.targets = targets;
    }

    /** Sets an organisation up with users, a token and dashboards: {@code POST targets/{target}/orgs}. */
    @FunctionName("SetUpOrg")
    public HttpResponseMessage setUp(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.POST,
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "targets/{target}/orgs")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("target") String target,
            ExecutionContext context) {
        return Answers.guard(request, context, () -> {
            Target named = targets.named(target);
            RequestFields body = RequestFields.of(request.getBody().orElse(""), LONGEST_BODY);
            return Answers.ok(request, work.setUp(named, OrgRequest.read(body)));
        });
    }
}
