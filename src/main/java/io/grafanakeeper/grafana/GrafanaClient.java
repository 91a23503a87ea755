package io.grafanakeeper.grafana;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to one Grafana, or to Azure Resource Manager, which manages some of them. Stateless but for its pace and its bound on concurrency; thread-safe.
 *
 * <p>One send path does everything: the credential is asked for each attempt and renewed once after a 401; an attempt has a
 * deadline that covers its body; the request has one that covers all its attempts; answers are capped in size; at most
 * {@link Limits#concurrency()} attempts are in flight. Redirects are never followed. Reads are tried again after 429, 5xx, lost
 * or cut connections and answers that are not JSON; {@link Patience} says how long.
 */
public final class GrafanaClient {
    /** What {@link Patience} and the deadline allow. */
    private static final int NO_LIMIT = -1;

    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final double JITTER = 0.3;
    /** Azure Resource Manager refills its buckets of requests every second. */
    private static final Duration ALLOWANCE_REFILL = Duration.ofSeconds(1);

    private static final Duration WORTH_A_TRY = Duration.ofMillis(50);

    private final URI endpoint;
    private final GrafanaCredential credential;
    private final @Nullable Long orgId;
    private final Limits limits;
    private final HttpClient http;
    private final Clock clock;
    private final Server server;
    private final Meter meter;

    /** Holds what all requests to one server share, whoever asks. */
    private record Server(Pacer pacer, Semaphore inFlight, Absence absence) {}

    /**
     * Creates a client.
     *
     * @param endpoint the root of the Grafana, a sub-path included
     * @param orgId the organisation to name in {@code X-Grafana-Org-Id}, or null for the credential's own
     * @param http a client that follows no redirects; see {@link #transport()}
     */
    public GrafanaClient(
            URI endpoint,
            GrafanaCredential credential,
            @Nullable Long orgId,
            Limits limits,
            HttpClient http,
            Clock clock) {
        this(
                endpoint,
                credential,
                orgId,
                limits,
                http,
                clock,
                new Server(
                        new Pacer(limits.requestsPerSecond()),
                        new Semaphore(limits.concurrency(), true),
                        new Absence(System::nanoTime)),
                new Meter());
    }

    private GrafanaClient(
            URI endpoint,
            GrafanaCredential credential,
            @Nullable Long orgId,
            Limits limits,
            HttpClient http,
            Clock clock,
            Server server,
            Meter meter) {
        this.endpoint = endpoint;
        this.credential = credential;
        this.orgId = orgId;
        this.limits = limits;
        this.http = http;
        this.clock = clock;
        this.server = server;
        this.meter = meter;
    }

    /**
     * Returns the JDK client to share between all targets: HTTP/1.1, since HTTP/2 opens a session a request in a cold burst,
     * and no redirects, which would carry the credential elsewhere.
     */
    public static HttpClient transport() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    /** Returns the same client, sharing pace and bounds, that counts its requests with another meter. */
    public GrafanaClient countedBy(Meter other) {
        return new GrafanaClient(endpoint, credential, orgId, limits, http, clock, server, other);
    }

    /** Returns the same client, sharing pace and bounds, that authenticates as somebody else. */
    public GrafanaClient as(GrafanaCredential other) {
        return new GrafanaClient(endpoint, other, orgId, limits, http, clock, server, meter);
    }

    /** Returns the same client, sharing pace and bounds, whose requests may take another time. */
    GrafanaClient within(Duration attempt, Duration deadline) {
        Limits other =
                new Limits(limits.concurrency(), limits.requestsPerSecond(), attempt, deadline, limits.maxBytes());
        return new GrafanaClient(endpoint, credential, orgId, other, http, clock, server, meter);
    }

    /** Returns the same client, sharing pace and bounds, whose requests may take a multiple of their time. */
    GrafanaClient patient(int times) {
        return within(limits.attempt().multipliedBy(times), limits.deadline().multipliedBy(times));
    }

    /** Returns the same client, sharing pace and bounds, that works in an organisation of this server. */
    public GrafanaClient inOrg(long organisation) {
        return new GrafanaClient(endpoint, credential, organisation, limits, http, clock, server, meter);
    }

    /** Returns the root of the Grafana. */
    public URI endpoint() {
        return endpoint;
    }

    /** Returns the clock by which it reads {@code Retry-After}. */
    Clock clock() {
        return clock;
    }

    /** Returns how many requests may be in flight at once. */
    public int concurrency() {
        return limits.concurrency();
    }

    @Override
    public String toString() {
        return "GrafanaClient[" + endpoint + "]";
    }

    /**
     * Sends a request and reads its answer.
     *
     * @throws GrafanaException if there is no good answer within the deadline
     */
    <T> T send(Request request, AnswerReader<T> reader) {
        long deadline = System.nanoTime() + limits.deadline().toNanos();
        Patience patience = new Patience(request, server.absence(), System::nanoTime);
        try {
            return Failsafe.with(retries(patience, deadline)).get(context -> {
                // The last wait ends at the deadline: then the failure before it says more than that time is up.
                boolean late = deadline - System.nanoTime() < WORTH_A_TRY.toNanos();
                if (late && context.getLastException() instanceof GrafanaException failure) {
                    throw failure;
                }
                patience.attempt();
                return attempt(request, reader, deadline);
            });
        } catch (FailsafeException e) {
            if (e.getCause() instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new GrafanaException.Unavailable(request.method(), request.route(), 0, "interrupted", e.getCause());
        }
    }

    private RetryPolicy<Object> retries(Patience patience, long deadline) {
        return RetryPolicy.builder()
                .handleIf(error -> patience.lasts(error) && server.pacer().givesTurnsBefore(deadline))
                .withBackoff(FIRST_WAIT, LONGEST_WAIT)
                .withJitter(JITTER)
                .withMaxRetries(NO_LIMIT)
                .withMaxDuration(limits.deadline())
                .build();
    }

    private <T> T attempt(Request request, AnswerReader<T> reader, long deadline) throws InterruptedException {
        String authorization = credential.authorization();
        try {
            requireSendable(request, authorization);
            return attempt(request, reader, deadline, authorization);
        } catch (GrafanaException.Unauthorized refused) {
            // Once, and only with another credential: wrong passwords repeated lock a user out.
            if (!credential.renew(authorization)) {
                throw refused;
            }
            String renewed = credential.authorization();
            requireSendable(request, renewed);
            return attempt(request, reader, deadline, renewed);
        }
    }

    /** Refuses a secret with characters that no header can carry: the JDK would quote it in its own refusal. */
    private static void requireSendable(Request request, String authorization) {
        if (!authorization.chars().allMatch(character -> character >= ' ' && character <= '~')) {
            throw new GrafanaException.Unauthorized(
                    request.method(), request.route(), "not sent: the secret has characters that no header can carry");
        }
    }

    private <T> T attempt(Request request, AnswerReader<T> reader, long deadline, String authorization)
            throws InterruptedException {
        if (!server.pacer().givesTurnsBefore(deadline)) {
            throw noTurn(request);
        }
        if (!server.inFlight().tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            throw unavailable(request, "no free connection within the deadline", null);
        }
        try {
            // The turn comes last: what waits for a connection after it may be sent while the server asks to wait.
            if (!server.pacer().await(deadline)) {
                throw noTurn(request);
            }
            meter.sent();
            // The connection is free once the answer is read: what asks to wait is noted before the next request.
            return ask(request, reader, deadline, authorization);
        } finally {
            server.inFlight().release();
        }
    }

    /** Sends a request, reads its answer and notes whether anybody answers for the server. */
    private <T> T ask(Request request, AnswerReader<T> reader, long deadline, String authorization)
            throws InterruptedException {
        try {
            T value = read(request, reader, exchange(request, reader, authorization, deadline));
            server.absence().answered();
            return value;
        } catch (GrafanaException failure) {
            if (failure.unanswered()) {
                server.absence().unanswered();
            } else {
                server.absence().answered();
            }
            throw failure;
        }
    }

    private static GrafanaException noTurn(Request request) {
        return new GrafanaException.Throttled(
                request.method(), request.route(), "no turn within the deadline: the server asks to wait");
    }

    private Answer exchange(Request request, AnswerReader<?> reader, String authorization, long deadline)
            throws InterruptedException {
        long left = Math.min(deadline - System.nanoTime(), limits.attempt().toNanos());
        if (left <= 0) {
            throw unavailable(request, "the deadline passed", null);
        }
        HttpRequest.Builder builder = HttpRequest.newBuilder(resolve(request.path()))
                .timeout(Duration.ofNanos(left))
                .header("Authorization", authorization)
                .header("Accept", "application/json")
                .header("Accept-Encoding", "gzip")
                .header("User-Agent", "grafana-keeper");
        if (orgId != null) {
            builder.header("X-Grafana-Org-Id", orgId.toString());
        }
        request.headers().forEach(builder::header);
        byte[] body = request.body();
        if (body != null) {
            builder.header("Content-Type", "application/json");
        }
        builder.method(
                request.method(),
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(body));
        long end = System.nanoTime() + left;
        return await(request, reader, http.sendAsync(builder.build(), info -> new ArrivingBody(end)), left);
    }

    /** Waits for the whole answer: the JDK's own time-out ends at the headers and would wait for a slow body for ever. */
    private Answer await(
            Request request, AnswerReader<?> reader, CompletableFuture<HttpResponse<ArrivingBody>> pending, long nanos)
            throws InterruptedException {
        try {
            HttpResponse<ArrivingBody> response = pending.get(nanos, TimeUnit.NANOSECONDS);
            String encoding = response.headers().firstValue("Content-Encoding").orElse("");
            try (ArrivingBody body = response.body()) {
                byte[] received = reader.receive(body.unpacked(encoding), limits.maxBytes());
                return new Answer(response.statusCode(), response.headers(), received);
            }
        } catch (TimeoutException | HttpTimeoutException e) {
            String reason = "no complete answer within " + TimeUnit.NANOSECONDS.toSeconds(nanos) + " s";
            throw unavailable(request, reason, null);
        } catch (ExecutionException e) {
            throw failed(request, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedIOException e) {
            throw new InterruptedException(e.getMessage());
        } catch (IOException e) {
            throw failed(request, e);
        } finally {
            pending.cancel(true);
        }
    }

    private <T> T read(Request request, AnswerReader<T> reader, Answer answer) {
        try {
            boolean good = answer.status() / 100 == 2;
            if (!good && !reader.reads(answer)) {
                throw error(request, answer);
            }
            if (answer.html()) {
                throw badAnswer(request, answer.status(), "an HTML page instead of JSON", null);
            }
            if (answer.allowanceSpent()) {
                server.pacer().holdBack(ALLOWANCE_REFILL);
            }
            T value = reader.read(answer);
            server.pacer().succeeded();
            return value;
        } catch (IOException e) {
            throw badAnswer(request, answer.status(), "an answer that cannot be read: " + brief(e), e);
        }
    }

    private GrafanaException error(Request request, Answer answer) {
        String method = request.method();
        String path = request.route();
        String message = ErrorMessage.of(answer);
        Duration retryAfter =
                RetryAfter.parse(answer.headers().firstValue("Retry-After").orElse(null), clock);
        return switch (answer.status()) {
            case 401 -> new GrafanaException.Unauthorized(method, path, message);
            case 403 -> new GrafanaException.Forbidden(method, path, message);
            case 404, 410 -> new GrafanaException.NotFound(method, path, answer.status(), message);
            case 409, 412 ->
                new GrafanaException.Conflict(method, path, answer.status(), message, ErrorMessage.kind(answer));
            case 429 -> {
                meter.throttled();
                server.pacer().throttled(retryAfter);
                yield new GrafanaException.Throttled(method, path, message);
            }
            default -> other(request, answer, message, retryAfter);
        };
    }

    private GrafanaException other(Request request, Answer answer, String message, @Nullable Duration retryAfter) {
        int status = answer.status();
        if (status / 100 == 3) {
            return new GrafanaException.Redirected(request.method(), request.route(), status);
        }
        if (status == 408 || status / 100 == 5) {
            if (retryAfter != null) {
                server.pacer().holdBack(retryAfter);
            }
            return new GrafanaException.Unavailable(request.method(), request.route(), status, message, null);
        }
        return new GrafanaException.Rejected(request.method(), request.route(), status, message);
    }

    private static GrafanaException failed(Request request, Throwable cause) {
        if (cause instanceof TooLarge tooLarge) {
            return new GrafanaException.BadAnswer(
                    request.method(), request.route(), 0, brief(tooLarge), false, tooLarge);
        }
        return unavailable(request, brief(cause), cause);
    }

    private static GrafanaException unavailable(Request request, String reason, @Nullable Throwable cause) {
        return new GrafanaException.Unavailable(request.method(), request.route(), 0, reason, cause);
    }

    private static GrafanaException badAnswer(Request request, int status, String reason, @Nullable Throwable cause) {
        return new GrafanaException.BadAnswer(request.method(), request.route(), status, reason, true, cause);
    }

    /** Says what happened without quoting the answer: Jackson's messages may repeat a piece of it. */
    private static String brief(Throwable error) {
        if (error instanceof com.fasterxml.jackson.core.JacksonException) {
            return "not the JSON that Grafana documents";
        }
        String message = error.getMessage();
        String type = error.getClass().getSimpleName();
        return message == null || message.isBlank() ? type : type + ": " + message;
    }

    private URI resolve(String path) {
        String root = endpoint.toString();
        return URI.create((root.endsWith("/") ? root.substring(0, root.length() - 1) : root) + path);
    }
}
