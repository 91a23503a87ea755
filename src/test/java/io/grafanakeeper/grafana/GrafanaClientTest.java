package io.grafanakeeper.grafana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.concurrent.Parallel;
import io.grafanakeeper.sandbox.grafana.Exchange;
import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import io.grafanakeeper.sandbox.grafana.Fault;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GrafanaClientTest {
    private static final Request ORG = Request.get("/api/org");
    private static final int MEBIBYTE = 1024 * 1024;

    private final FakeGrafana grafana = FakeGrafana.builder().build().start();
    private final String token = grafana.mintToken("keeper", "Admin", null);
    private final Meter meter = new Meter();

    @AfterEach
    void stop() {
        grafana.close();
    }

    @Test
    void waitsForTheSecondsThatAnOverloadedServerAsksFor() {
        fails(Fault.status(429, "{\"message\":\"slow down\"}", Map.of("Retry-After", "1")));
        long begun = System.nanoTime();
        assertEquals("Main Org.", name(client()));
        assertTrue(since(begun).toMillis() >= 950);
        assertEquals(1, meter.throttledRequests());
        assertEquals(2, meter.requests());
    }

    @Test
    void waitsUntilTheDateThatAnOverloadedServerNames() {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(2));
        fails(Fault.status(429, "{}", Map.of("Retry-After", date)));
        long begun = System.nanoTime();
        assertEquals("Main Org.", name(client()));
        assertTrue(since(begun).toMillis() >= 900);
    }

    @Test
    void readsAgainAfterEveryPassingFault() {
        for (Fault fault : List.of(
                Fault.status(429, "{}", Map.of()),
                Fault.status(500, "database is locked"),
                Fault.status(502, ""),
                Fault.status(503, "away"),
                Fault.cutBody(),
                Fault.cutChunked(),
                Fault.html(),
                Fault.status(200, "{\"name\":", Map.of()),
                Fault.status(200, "[]", Map.of()))) {
            fails(fault);
            assertEquals("Main Org.", name(client()), fault.toString());
        }
    }

    @Test
    void readsAgainAfterAResetConnection() {
        // Twice: the JDK itself sends a read again once.
        fails(Fault.reset(), Fault.reset());
        assertEquals("Main Org.", name(client()));
    }

    @Test
    void outlivesTenSecondsInWhichTheServerRestartsOrRefusesEveryRequest() {
        Fault away = Fault.status(502, "no upstream");
        Fault refused = Fault.status(429, "{}", Map.of("Retry-After", "1"));
        long back = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        grafana.faults().intercept(exchange -> {
            boolean early = System.nanoTime() < back;
            return early ? exchange.path().equals("/api/org") ? away : refused : Fault.pass();
        });

        List<Integer> answers =
                Parallel.map(List.of(ORG, write()), 2, request -> client().send(request, Answer::status));
        assertEquals(List.of(200, 200), answers);
    }

    @Test
    void endsWhenNoAnswerComesWithinTheDeadline() {
        grafana.faults().intercept(exchange -> Fault.hang(Duration.ofSeconds(30)));
        long begun = System.nanoTime();
        GrafanaException failure =
                failure(GrafanaException.Unavailable.class, () -> name(client(impatient(), () -> bearer(token), null)));
        assertTrue(since(begun).toSeconds() < 5, () -> since(begun).toString());
        assertEquals(0, failure.status());
        assertTrue(failure.outage());
    }

    @Test
    void endsWhenABodyTricklesBeyondTheDeadline() {
        grafana.faults().intercept(exchange -> Fault.slowBody(Duration.ofSeconds(30)));
        long begun = System.nanoTime();
        failure(GrafanaException.Unavailable.class, () -> name(client(impatient(), () -> bearer(token), null)));
        assertTrue(since(begun).toSeconds() < 5, () -> since(begun).toString());
    }

    @Test
    void endsAtTheDeadlineWhileTheServerStaysAway() {
        grafana.faults().intercept(exchange -> Fault.status(503, "away"));
        GrafanaException failure =
                failure(GrafanaException.Unavailable.class, () -> name(client(impatient(), () -> bearer(token), null)));
        assertEquals("GET /api/org: 503 away", failure.getMessage());
    }

    @Test
    void givesUpAtOnceWhenTheServerAsksForMoreThanTheDeadline() {
        fails(Fault.status(429, "{\"message\":\"come back tomorrow\"}", Map.of("Retry-After", "86400")));
        GrafanaClient client = client();
        long begun = System.nanoTime();
        GrafanaException first = failure(GrafanaException.Throttled.class, () -> name(client));
        failure(GrafanaException.Throttled.class, () -> name(client));

        assertEquals("come back tomorrow", first.reason());
        assertTrue(since(begun).toSeconds() < 5, () -> since(begun).toString());
        assertEquals(1, grafana.requests().total());
    }

    @Test
    void doesNotRepeatAWriteWhoseAnswerWasLost() {
        for (Fault fault : List.of(Fault.appliedThenReset(), Fault.cutBody(), Fault.status(503, "x"), Fault.html())) {
            grafana.resetCounters();
            fails(fault);
            assertThrows(GrafanaException.class, () -> client().send(write(), Answer::object), fault.toString());
            assertEquals(1, grafana.requests().count("POST /api/folders"), fault.toString());
        }
    }

    @Test
    void repeatsAWriteThatTheServerDidNotTake() {
        fails(Fault.status(429, "{}", Map.of()));
        client().send(write(), Answer::object);
        assertEquals(2, grafana.requests().count("POST /api/folders"));
        assertTrue(grafana.folderTree().containsKey("made"));
    }

    @Test
    void tellsAzuresOwnIdOfARefusedRequestUnlessItIsNone() {
        fails(Fault.status(403, "{\"message\":\"no\"}", Map.of("mise-correlation-id", "0a-1B")));
        assertEquals(
                "no (mise-correlation-id 0a-1B)",
                failure(GrafanaException.Forbidden.class, () -> name(client())).reason());
        fails(Fault.status(403, "{\"message\":\"no\"}", Map.of("mise-correlation-id", "<script>")));
        assertEquals(
                "no",
                failure(GrafanaException.Forbidden.class, () -> name(client())).reason());
    }

    @Test
    void neverFollowsARedirect() {
        try (FakeGrafana elsewhere = FakeGrafana.builder().build().start()) {
            for (int status : new int[] {301, 302, 307, 308}) {
                fails(Fault.status(status, "", Map.of("Location", elsewhere.endpoint() + "/api/org")));
                assertEquals(
                        status,
                        failure(GrafanaException.Redirected.class, () -> name(client()))
                                .status());
            }
            assertEquals(0, elsewhere.requests().total());
            assertEquals(4, grafana.requests().total());
        }
    }

    @Test
    void asksWithARenewedCredentialOnce() {
        Iterator<String> tokens = List.of("old", token).iterator();
        assertEquals("Main Org.", name(client(usual(), () -> bearer(tokens.next()), null)));
        assertEquals(2, grafana.requests().total());
    }

    @Test
    void asksOnceMoreAndNoMoreWhenTheRenewedCredentialIsRefusedToo() {
        Iterator<String> tokens = List.of("one", "two", "three", "four").iterator();
        failure(GrafanaException.Unauthorized.class, () -> name(client(usual(), () -> bearer(tokens.next()), null)));
        assertEquals(2, grafana.requests().total());
    }

    @Test
    void neverRepeatsARefusedPassword() {
        GrafanaCredential wrong = SecretCredential.basic("admin", () -> "canary-wrong", Clock.systemUTC());
        failure(GrafanaException.Unauthorized.class, () -> name(client(usual(), wrong, null)));
        assertEquals(1, grafana.requests().total());
    }

    @Test
    void doesNotSendASecretThatNoHeaderCanCarryAndDoesNotShowIt() {
        for (String secret : List.of("canary\nsecond line", "canary\u00e9", "canary\u0000", "canary\u4e2d")) {
            GrafanaCredential broken = SecretCredential.bearer(() -> secret, Clock.systemUTC());
            failure(GrafanaException.Unauthorized.class, () -> name(client(usual(), broken, null)));
        }
        assertEquals(0, grafana.requests().total());
    }

    @Test
    void tellsWhatGrafanaSaidInAnyOfItsShapes() {
        refusal(400, "{\"message\":\"bad\",\"error\":\"x\"}", GrafanaException.Rejected.class, "400 bad");
        refusal(
                422,
                "[{\"fieldNames\":[\"Limit\"],\"classification\":\"Type\",\"message\":\"too large\"},{\"message\":\"b\"}]",
                GrafanaException.Rejected.class,
                "422 Limit: too large; b");
        refusal(
                404,
                "{\"kind\":\"Status\",\"status\":\"Failure\",\"message\":\"not found\",\"code\":404}",
                GrafanaException.NotFound.class,
                "404 not found");
        refusal(410, "{\"reason\":\"Expired\"}", GrafanaException.NotFound.class, "410 no message");
        refusal(403, "", GrafanaException.Forbidden.class, "403 no message");
        refusal(403, "\"text\"", GrafanaException.Forbidden.class, "403 no message");
        refusal(400, "no JSON", GrafanaException.Rejected.class, "400 an answer that is not JSON");
    }

    @Test
    void tellsAConflictByGrafanasOwnWord() {
        fails(Fault.status(412, "{\"message\":\"m\",\"status\":\"version-mismatch\"}", Map.of()));
        GrafanaException failure = failure(GrafanaException.Conflict.class, () -> name(client()));
        assertEquals("version-mismatch", ((GrafanaException.Conflict) failure).kind());
    }

    @Test
    void cutsALongMessageWithoutCuttingACharacter() {
        fails(Fault.status(400, "{\"message\":\"" + "x".repeat(399) + "😀" + "y".repeat(100) + "\"}", Map.of()));
        GrafanaException failure = failure(GrafanaException.Rejected.class, () -> name(client()));
        assertEquals("x".repeat(399) + "…", failure.reason());
    }

    @Test
    void namesTheOrganisationInAHeaderWhereOneIsConfigured() {
        List<String> seen = new CopyOnWriteArrayList<>();
        grafana.faults().intercept(exchange -> {
            seen.add(String.valueOf(exchange.headers().getFirst("X-Grafana-Org-Id")));
            return Fault.pass();
        });
        name(client());
        name(client(usual(), () -> bearer(token), 1L));
        assertEquals(List.of("null", "1"), seen);
    }

    @Test
    void asksBelowTheSubPathOfTheEndpoint() {
        List<String> paths = new CopyOnWriteArrayList<>();
        grafana.faults().intercept(exchange -> {
            paths.add(exchange.path() + "?" + exchange.query());
            return Fault.status(200, "{\"name\":\"x\"}", Map.of());
        });
        for (String root : List.of("", "/", "/grafana", "/grafana/")) {
            new GrafanaClient(
                            URI.create(grafana.endpoint() + root),
                            credential(() -> bearer(token)),
                            null,
                            usual(),
                            GrafanaClient.transport(),
                            Clock.systemUTC())
                    .send(Request.get("/api/x?a=b"), Answer::object);
        }
        assertEquals(List.of("/api/x?a=b", "/api/x?a=b", "/grafana/api/x?a=b", "/grafana/api/x?a=b"), paths);
    }

    @Test
    void usesNoMoreConnectionsThanAllowed() {
        grafana.seedSamples();
        GrafanaClient client = client(
                new Limits(4, null, Duration.ofSeconds(10), Duration.ofSeconds(30), MEBIBYTE),
                () -> bearer(token),
                null);
        DashboardsApi dashboards = new DashboardsApi(client);
        Parallel.map(Collections.nCopies(300, "nodes"), 12, dashboards::read);
        assertEquals(300, grafana.requests().total());
        assertTrue(
                grafana.requests().connections() <= 4,
                () -> "connections " + grafana.requests().connections());
    }

    @Test
    void sendsNothingThatWaitedForAConnectionWhileTheServerAsksToWait() throws Exception {
        GrafanaClient client = client(
                new Limits(1, null, Duration.ofSeconds(10), Duration.ofSeconds(30), MEBIBYTE),
                () -> bearer(token),
                null);
        FutureTask<String> second = new FutureTask<>(() -> name(client));
        Thread waiting = new Thread(second);
        List<Long> arrivals = new CopyOnWriteArrayList<>();
        grafana.faults().intercept(exchange -> {
            if (!arrivals.isEmpty()) {
                arrivals.add(System.nanoTime());
                return Fault.pass();
            }
            waiting.start();
            while (waiting.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            arrivals.add(System.nanoTime());
            return Fault.status(429, "{}", Map.of("Retry-After", "1"));
        });

        assertEquals("Main Org.", name(client));
        assertEquals("Main Org.", second.get(10, TimeUnit.SECONDS));
        assertEquals(3, arrivals.size());
        assertTrue(arrivals.get(1) - arrivals.get(0) >= Duration.ofMillis(950).toNanos());
    }

    private void refusal(int status, String body, Class<? extends GrafanaException> type, String said) {
        fails(Fault.status(status, body, Map.of()));
        GrafanaException failure = failure(type, () -> name(client()));
        assertEquals("GET /api/org: " + said, failure.getMessage());
        assertFalse(failure.outage());
    }

    /** Spoils the next requests, one fault each. */
    private void fails(Fault... faults) {
        Iterator<Fault> next = List.of(faults).iterator();
        grafana.faults().intercept((Exchange exchange) -> {
            synchronized (next) {
                return next.hasNext() ? next.next() : Fault.pass();
            }
        });
    }

    /** Returns the failure of some work, once it is sure that nothing of it shows a secret. */
    private <T extends GrafanaException> GrafanaException failure(Class<T> type, Runnable work) {
        GrafanaException failure = assertThrows(type, work::run);
        for (@Nullable Throwable part = failure; part != null; part = part.getCause()) {
            assertFalse(part.toString().contains(token), part::toString);
            assertFalse(part.toString().contains("canary"), part::toString);
        }
        assertInstanceOf(type, failure);
        return failure;
    }

    private static Request write() {
        return new Request(
                "POST",
                "/api/folders",
                "{\"uid\":\"made\",\"title\":\"Made\"}".getBytes(StandardCharsets.UTF_8),
                false,
                Map.of());
    }

    private static String name(GrafanaClient client) {
        return client.send(ORG, Answer::object).path("name").asText();
    }

    private GrafanaClient client() {
        return client(usual(), () -> bearer(token), null);
    }

    private GrafanaClient client(Limits limits, Supplier<String> authorization, @Nullable Long orgId) {
        return client(limits, credential(authorization), orgId);
    }

    private GrafanaClient client(Limits limits, GrafanaCredential credential, @Nullable Long orgId) {
        return new GrafanaClient(
                        grafana.endpoint(), credential, orgId, limits, GrafanaClient.transport(), Clock.systemUTC())
                .countedBy(meter);
    }

    /** Returns a credential that asks for its value once, and again whenever that is refused. */
    private static GrafanaCredential credential(Supplier<String> authorization) {
        return new GrafanaCredential() {
            private @Nullable String current;

            @Override
            public synchronized String authorization() {
                if (current == null) {
                    current = authorization.get();
                }
                return Objects.requireNonNull(current);
            }

            @Override
            public synchronized boolean renew(String refused) {
                current = authorization.get();
                return !current.equals(refused);
            }
        };
    }

    private static String bearer(String value) {
        return "Bearer " + value;
    }

    private static Limits usual() {
        return new Limits(4, null, Duration.ofSeconds(10), Duration.ofSeconds(40), MEBIBYTE);
    }

    private static Limits impatient() {
        return new Limits(4, null, Duration.ofMillis(300), Duration.ofMillis(900), MEBIBYTE);
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
