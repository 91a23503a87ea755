package io.grafanakeeper.http;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import io.grafanakeeper.runs.ServiceException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Sends POST requests, without following redirects. Thread-safe.
 *
 * <p>A request is tried three times on 429, 5xx and lost connections, so a receiver that took it and did not say so may get it twice.
 */
public final class HttpsPost {
    private static final int RETRIES = 2;

    private final Supplier<HttpClient> http;
    private final Duration firstWait;

    /**
     * Creates a sender.
     *
     * @param http gives a client that follows no redirects
     */
    public HttpsPost(Supplier<HttpClient> http) {
        this(http, Duration.ofSeconds(1));
    }

    /**
     * Creates a sender that waits this long before the second try, and four times as long before the third.
     *
     * @param http gives a client that follows no redirects
     */
    public HttpsPost(Supplier<HttpClient> http, Duration firstWait) {
        this.http = http;
        this.firstWait = firstWait;
    }

    /** Reads an address to post to; empty if the text is none, is not {@code https}, or has a user's name and password in it. */
    public static Optional<URI> address(String text) {
        try {
            URI address = new URI(text);
            boolean fits = "https".equalsIgnoreCase(address.getScheme())
                    && address.getHost() != null
                    && address.getUserInfo() == null;
            return fits ? Optional.of(address) : Optional.empty();
        } catch (URISyntaxException e) {
            // The message quotes the text, which may be a secret.
            return Optional.empty();
        }
    }

    /**
     * Sends a request that bears its own time-out, and returns the status of the answer, 200 to 299.
     *
     * @param receiver the receiver's name as people know it
     * @throws ServiceException if the receiver does not take it; never with the address in it
     */
    public int send(HttpRequest request, String receiver) {
        try {
            return Failsafe.with(retries()).get(() -> once(request, receiver));
        } catch (FailsafeException e) {
            // Only an interruption is wrapped: everything else is unchecked.
            Thread.currentThread().interrupt();
            throw new ServiceException(receiver, "interrupted", true, null);
        }
    }

    private RetryPolicy<Integer> retries() {
        return RetryPolicy.<Integer>builder()
                .handleIf(error -> error instanceof ServiceException failure && failure.retryable())
                .withBackoff(firstWait, firstWait.multipliedBy(4))
                .withMaxRetries(RETRIES)
                .build();
    }

    private int once(HttpRequest request, String receiver) throws InterruptedException {
        int status = status(request, receiver);
        if (status / 100 == 3) {
            throw new ServiceException(receiver, status + ", a redirect, which is not followed", false, null);
        }
        if (status / 100 != 2) {
            throw new ServiceException(receiver, "it answered " + status, status == 429 || status / 100 == 5, null);
        }
        return status;
    }

    private int status(HttpRequest request, String receiver) throws InterruptedException {
        HttpResponse<InputStream> answer;
        try {
            answer = http.get().send(request, HttpResponse.BodyHandlers.ofInputStream());
            // Nobody reads what it says, so nobody waits for it: the time-out ends at the headers.
            answer.body().close();
        } catch (IOException e) {
            // Neither the message nor the cause: both may name the address.
            throw new ServiceException(receiver, "no answer (" + e.getClass().getSimpleName() + ")", true, null);
        }
        return answer.statusCode();
    }
}
