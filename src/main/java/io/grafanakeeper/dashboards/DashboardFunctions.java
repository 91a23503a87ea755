package io.grafanakeeper.dashboards;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.grafanakeeper.runs.Answers;
import io.grafanakeeper.runs.ProblemException;
import io.grafanakeeper.runs.RequestFields;
import io.grafanakeeper.saving.DashboardRequest;
import io.grafanakeeper.saving.DashboardUid;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers requests about single dashboards. */
public final class DashboardFunctions {
    private static final int LONGEST_BODY = 32 * 1024 * 1024;
    private static final int DEFAULT_LIMIT = 50;
    private static final int LARGEST_LIMIT = 1000;

    private final DashboardTargets targets;

    /** Creates the triggers over the targets. */
    public DashboardFunctions(DashboardTargets targets) {
        this.targets = targets;
    }

    /** Creates or updates a dashboard: {@code POST targets/{target}/dashboards}. */
    @FunctionName("SaveDashboard")
    public HttpResponseMessage save(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.POST,
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "targets/{target}/dashboards")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("target") String target,
            ExecutionContext context) {
        return Answers.guard(request, context, () -> {
            DashboardTarget named = targets.named(target);
            RequestFields body = RequestFields.of(request.getBody().orElse(""), LONGEST_BODY);
            return Answers.ok(request, named.save(DashboardRequest.read(body)));
        });
    }

    /** Backs a dashboard up and deletes it: {@code DELETE targets/{target}/dashboards/{uid}}. */
    @FunctionName("DeleteDashboard")
    public HttpResponseMessage delete(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.DELETE,
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "targets/{target}/dashboards/{uid}")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("target") String target,
            @BindingName("uid") String uid,
            ExecutionContext context) {
        return Answers.guard(
                request,
                context,
                () -> Answers.ok(
                        request, targets.named(target).delete(DashboardUid.inRoute(uid), context.getLogger())));
    }

    /** Lists Grafana's own history of a dashboard: {@code GET targets/{target}/dashboards/{uid}/versions[?limit=]}. */
    @FunctionName("ListDashboardVersions")
    public HttpResponseMessage versions(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "targets/{target}/dashboards/{uid}/versions")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("target") String target,
            @BindingName("uid") String uid,
            ExecutionContext context) {
        return Answers.guard(request, context, () -> {
            DashboardTarget named = targets.named(target);
            int limit = limit(request.getQueryParameters().get("limit"));
            return Answers.ok(request, named.versions(DashboardUid.inRoute(uid), limit));
        });
    }

    /** Shows one version with its model: {@code GET targets/{target}/dashboards/{uid}/versions/{version}}. */
    @FunctionName("GetDashboardVersion")
    public HttpResponseMessage version(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "targets/{target}/dashboards/{uid}/versions/{version}")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("target") String target,
            @BindingName("uid") String uid,
            @BindingName("version") String version,
            ExecutionContext context) {
        return Answers.guard(request, context, () -> {
            DashboardTarget named = targets.named(target);
            return Answers.ok(request, named.version(DashboardUid.inRoute(uid), number(version)));
        });
    }

    /** Goes back to a version: {@code POST targets/{target}/dashboards/{uid}/versions/{version}/restore}. */
    @FunctionName("RestoreDashboardVersion")
    public HttpResponseMessage restore(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.POST,
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "targets/{target}/dashboards/{uid}/versions/{version}/restore")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("target") String target,
            @BindingName("uid") String uid,
            @BindingName("version") String version,
            ExecutionContext context) {
        return Answers.guard(request, context, () -> {
            DashboardTarget named = targets.named(target);
            return Answers.ok(request, named.restore(DashboardUid.inRoute(uid), number(version)));
        });
    }

    private static long number(String version) {
        if (!version.matches("[1-9][0-9]{0,17}")) {
            throw ProblemException.badRequest(
                    "version", "this is not a version's number", List.of("a whole number from 1"));
        }
        return Long.parseLong(version);
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        if (text.matches("[0-9]{1,4}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= LARGEST_LIMIT) {
                return limit;
            }
        }
        throw ProblemException.badRequest(
                "limit", "limit is not a whole number in range", List.of("1 to " + LARGEST_LIMIT));
    }
}
