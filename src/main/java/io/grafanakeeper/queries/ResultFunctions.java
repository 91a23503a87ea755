package io.grafanakeeper.queries;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.grafanakeeper.downloads.DownloadStore;
import io.grafanakeeper.runs.Answers;
import io.grafanakeeper.settings.Settings;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Gives the stored rows of queries out. */
public final class ResultFunctions {
    private final Results results;
    private final Queries queries;
    private final Clock clock;

    /** Creates the trigger over the stores and the settings, which are read on first use. */
    public ResultFunctions(ResultStore store, DownloadStore downloads, Supplier<Settings> settings, Clock clock) {
        this.results = new Results(store, downloads);
        this.queries = new Queries(settings);
        this.clock = clock;
    }

    /**
     * Gives rows out as CSV or JSON Lines: {@code GET queries/{name}/results[?from=&to=&format=]}. Up to 4 MB they are the answer
     * itself; more are behind the link of a 302. {@code X-Keeper-Windows} says how many windows they are of, and {@code
     * X-Keeper-Windows-Left-Out} how many were left out because others cover their time.
     */
    @FunctionName("GetResults")
    public HttpResponseMessage results(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "queries/{name}/results")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("name") String name,
            ExecutionContext context) {
        return Answers.guard(request, context, () -> {
            Results.Given given =
                    results.give(ResultRequest.of(queries.named(name), request.getQueryParameters(), clock.instant()));
            WindowChoice choice = given.choice();
            return Answers.download(
                    request,
                    given.download(),
                    Map.of(
                            "X-Keeper-Windows", Integer.toString(choice.used().size()),
                            "X-Keeper-Windows-Left-Out", Integer.toString(choice.leftOut())));
        });
    }
}
