package io.grafanakeeper.queries;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueOutput;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import io.grafanakeeper.runs.Answers;
import java.util.List;
import java.util.Optional;

/** Triggers queries: the schedule, the request, and the queue between them and the work. */
public final class QueryFunctions {
    private static final String STORAGE = "AzureWebJobsStorage";

    private final QueryWork work;
    private final QueryList list;

    /** Creates the triggers over the work and the list. */
    public QueryFunctions(QueryWork work, QueryList list) {
        this.work = work;
        this.list = list;
    }

    /** Queues the queries that are due by their own schedules. */
    @FunctionName("QuerySchedule")
    public void schedule(
            @TimerTrigger(name = "timer", schedule = "%QUERY_SCHEDULE%") String timer,
            @QueueOutput(name = "jobs", queueName = QueryMessage.QUEUE, connection = STORAGE)
                    OutputBinding<List<String>> jobs,
            ExecutionContext context) {
        List<String> messages = work.queueDue(context.getLogger());
        jobs.setValue(messages);
        if (!messages.isEmpty()) {
            context.getLogger().info(() -> "queued " + messages.size() + " query runs");
        }
    }

    /** Lists the queries and their last runs: {@code GET queries}. */
    @FunctionName("ListQueries")
    public HttpResponseMessage list(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "queries")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return Answers.guard(request, context, () -> Answers.ok(request, list.json()));
    }

    /** Queues runs of one query, one a window: {@code POST queries/{name}/runs}. */
    @FunctionName("StartQuery")
    public HttpResponseMessage start(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.POST,
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "queries/{name}/runs")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("name") String name,
            @QueueOutput(name = "jobs", queueName = QueryMessage.QUEUE, connection = STORAGE)
                    OutputBinding<List<String>> jobs,
            ExecutionContext context) {
        return Answers.guard(request, context, () -> {
            QueryWork.Queued queued =
                    work.queue(name, QueryRunRequest.read(request.getBody().orElse("")));
            jobs.setValue(queued.messages());
            return Answers.accepted(request, queued.first(), queued.answer());
        });
    }

    /** Asks one query for one window. */
    @FunctionName("QueryWorker")
    public void work(
            @QueueTrigger(name = "message", queueName = QueryMessage.QUEUE, connection = STORAGE) String message,
            ExecutionContext context) {
        work.work(message, context.getLogger());
    }
}
