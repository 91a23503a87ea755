package io.grafanakeeper.sandbox.grafana;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Leads one request through counters, faults, authentication, router and handler, and its answer back after a delay. */
final class Gate implements HttpHandler {
    private final World world;
    private final Accounts accounts;
    private final Router router;
    private final Faults faults;
    private final Requests requests;
    private final Duration roundTrip;
    private final Executor workers;

    Gate(
            World world,
            Accounts accounts,
            Router router,
            Faults faults,
            Requests requests,
            Duration roundTrip,
            Executor workers) {
        this.world = world;
        this.accounts = accounts;
        this.router = router;
        this.faults = faults;
        this.requests = requests;
        this.roundTrip = roundTrip;
        this.workers = workers;
    }

    @Override
    public void handle(HttpExchange http) throws IOException {
        String path = http.getRequestURI().getRawPath();
        Router.Match match = router.find(http.getRequestMethod(), path);
        String route = match == null
                ? http.getRequestMethod() + " (unknown)"
                : match.route().label();
        String query = http.getRequestURI().getRawQuery();
        requests.began(route, http.getRemoteAddress());
        boolean read = Exchange.isRead(http.getRequestMethod(), path);
        boolean crowded = !read && !faults.writerEnters();
        Runnable done = () -> {
            requests.ended();
            if (!read) {
                faults.writerLeaves();
            }
        };
        try {
            byte[] body = http.getRequestBody().readAllBytes();
            Fault fault = faults.decide(new Exchange(
                    http.getRequestMethod(),
                    path,
                    query == null ? "" : query,
                    http.getRequestHeaders(),
                    new String(body, StandardCharsets.UTF_8),
                    route));
            if (crowded && fault instanceof Fault.Pass) {
                fault = Fault.databaseLocked();
            }
            serve(new Delivery(http, done), fault, new Incoming(http, match, query, body));
        } catch (IOException | RuntimeException e) {
            done.run();
            http.close();
            throw e;
        }
    }

    private void serve(Delivery delivery, Fault fault, Incoming incoming) {
        Duration hang = fault instanceof Fault.Hang hanging ? hanging.duration() : Duration.ZERO;
        Answer answer = answer(fault, incoming);
        if (answer != null && answer.status() == 401) {
            requests.refusedOne();
        }
        later(roundTrip.plus(hang), () -> {
            if (answer == null) {
                delivery.drop();
            } else {
                delivery.send(answer, fault);
            }
        });
    }

    /** Gives the answer that the fault leaves; null when the connection is dropped. */
    private @Nullable Answer answer(Fault fault, Incoming incoming) {
        if (fault instanceof Fault.Reset) {
            return null;
        }
        if (fault instanceof Fault.Status status) {
            Answer answer = new Answer(status.status(), status.contentType(), Content.of(status.body()));
            status.headers().forEach(answer::header);
            return answer;
        }
        Answer answer = dispatch(incoming);
        return fault instanceof Fault.AppliedThenReset ? null : answer;
    }

    /** Runs a task after a delay, during which no thread waits. */
    private void later(Duration delay, Runnable task) {
        if (delay.isZero()) {
            task.run();
            return;
        }
        CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS, workers)
                .execute(task);
    }

    private Answer dispatch(Incoming incoming) {
        try {
            return handled(incoming);
        } catch (Refused refused) {
            return refused.answer();
        } catch (RuntimeException e) {
            return Answer.message(500, "fake Grafana failed: " + e);
        }
    }

    private Answer handled(Incoming incoming) {
        Router.Match match = incoming.match();
        boolean open = match != null && match.route().access() == Router.Access.ANYONE;
        Principal principal = open
                ? new Principal(accounts.mainOrg(), Role.VIEWER, null, "", "anonymous:0")
                : accounts.authenticate(incoming.header("Authorization"), incoming.header("X-Grafana-Org-Id"));
        Query query = Query.parse(incoming.query());
        Answer switched = switchOrg(principal, query, incoming);
        if (switched != null) {
            return switched;
        }
        if (match == null) {
            return Answer.notFound();
        }
        Call call = new Call(
                world,
                principal,
                query,
                match.variables(),
                incoming.body(),
                incoming.http().getRequestHeaders());
        if (!admits(match.route().access(), principal)) {
            return call.denied();
        }
        Answer answer = run(match.route(), call);
        boolean viaEntra = principal.identity().equals("user:2") && principal.user() == null;
        return viaEntra ? answer.header("mise-correlation-id", world.newUuid()) : answer;
    }

    private static Answer run(Router.Route route, Call call) {
        if (route.method().equals("GET")) {
            return route.handler().handle(call);
        }
        synchronized (call.org()) {
            return route.handler().handle(call);
        }
    }

    private static boolean admits(Router.Access access, Principal principal) {
        return switch (access) {
            case ANYONE, SIGNED_IN -> true;
            case ORG_ADMIN -> principal.role().covers(Role.ADMIN);
            case SERVER_ADMIN -> principal.serverAdmin();
        };
    }

    /** Obeys {@code ?orgId=}: a user is redirected into that organisation, a key cannot leave its own. */
    private @Nullable Answer switchOrg(Principal principal, Query query, Incoming incoming) {
        long wanted = Query.whole(query.first("orgId"), 0);
        if (wanted <= 0 || wanted == principal.org().id()) {
            return null;
        }
        User user = principal.user();
        Org org = accounts.org(wanted);
        if (user == null || org == null || !org.members().containsKey(user.id())) {
            return Answer.notFound();
        }
        user.use(wanted);
        String target = incoming.http().getRequestURI().toString();
        return new Answer(302, "text/html; charset=utf-8", Content.of("<a href=\"" + target + "\">Found</a>.\n\n"))
                .header("Location", target);
    }

    /** Is a request that was read to its end. */
    private static final class Incoming {
        private final HttpExchange http;
        private final Router.@Nullable Match match;
        private final @Nullable String query;
        private final byte[] body;

        Incoming(HttpExchange http, Router.@Nullable Match match, @Nullable String query, byte[] body) {
            this.http = http;
            this.match = match;
            this.query = query;
            this.body = body;
        }

        HttpExchange http() {
            return http;
        }

        Router.@Nullable Match match() {
            return match;
        }

        @Nullable
        String query() {
            return query;
        }

        byte[] body() {
            return body;
        }

        @Nullable
        String header(String name) {
            return http.getRequestHeaders().getFirst(name);
        }
    }
}
