package io.grafanakeeper.sandbox.host;

import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;

/** Answers every HTTP request: functions by their routes, Event Grid's webhook and the admin calls. */
final class HttpFront implements HttpHandler {
    private final Routes routes;
    private final Keys keys;
    private final Invoker invoker;
    private final EventGridEndpoint eventGrid;
    private final AdminEndpoint admin;
    private final HostLog log;
    private volatile boolean closing;

    HttpFront(
            Routes routes, Keys keys, Invoker invoker, EventGridEndpoint eventGrid, AdminEndpoint admin, HostLog log) {
        this.routes = routes;
        this.keys = keys;
        this.invoker = invoker;
        this.eventGrid = eventGrid;
        this.admin = admin;
        this.log = log;
    }

    /** Answers 503 from now on. */
    void close() {
        closing = true;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            answer(exchange).send(exchange);
        } catch (RuntimeException e) {
            log.host(Level.SEVERE, "an HTTP request failed", e);
            throw e;
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        RawRequest request;
        try {
            request = RawRequest.read(exchange);
        } catch (IllegalArgumentException malformed) {
            return Answer.empty(400);
        }
        return answer(request);
    }

    private Answer answer(RawRequest request) {
        if (closing) {
            return Answer.empty(503);
        }
        List<String> path = request.path();
        String lower = String.join("/", path).toLowerCase(Locale.ROOT);
        if (lower.equals("admin/host/status")) {
            return Answer.json(200, "{\"state\":\"Running\"}");
        }
        if (lower.equals("runtime/webhooks/eventgrid")) {
            return keys.allow(AuthorizationLevel.ADMIN, request) ? eventGrid.answer(request) : Answer.empty(401);
        }
        boolean adminCall = path.size() == 3 && lower.startsWith("admin/functions/");
        if (adminCall && request.method().equals("POST")) {
            return keys.allow(AuthorizationLevel.ADMIN, request)
                    ? admin.answer(path.get(2), request)
                    : Answer.empty(401);
        }
        Optional<Routes.Found> found = routes.find(request.method(), path);
        return found.map(function -> call(function, request)).orElseGet(() -> Answer.empty(404));
    }

    private Answer call(Routes.Found found, RawRequest request) {
        if (!keys.allow(found.trigger().level(), request)) {
            return Answer.empty(401);
        }
        try {
            return Answer.of(invoker.call(found.function(), new HttpInput(request, found.parameters())));
        } catch (FunctionFailedException alreadyLogged) {
            return Answer.empty(500);
        } catch (IllegalStateException badAnswer) {
            log.host(Level.SEVERE, found.function().name() + ": " + badAnswer.getMessage(), null);
            return Answer.empty(500);
        }
    }
}
