package io.grafanakeeper.notices;

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
import java.util.function.Supplier;

/**
 * Posts notices to the webhook of a chat, by HTTPS only and without following redirects. Thread-safe.
 *
 * <p>A post is tried three times on 429, 5xx and lost connections, so a chat that took a message and did not say so may show it twice.
 */
public final class Notifier {
    private static final int RETRIES = 2;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Supplier<HttpClient> http;
    private final Duration firstWait;

    /**
     * Creates a notifier.
     *
     * @param http gives a client that follows no redirects
     */
    public Notifier(Supplier<HttpClient> http) {
        this(http, Duration.ofSeconds(1));
    }

    Notifier(Supplier<HttpClient> http, Duration firstWait) {
        this.http = http;
        this.firstWait = firstWait;
    }

    /**
     * Posts a notice.
     *
     * @param webhook reads the address from where secrets are kept
     * @throws ServiceException if the address is none, or the webhook does not take the notice; never with the address in it
     */
    public void post(Supplier<String> webhook, Notice notice) {
        URI address = address(webhook.get());
        MessageFormat format = MessageFormat.of(address);
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("User-Agent", "grafana-keeper")
                .POST(HttpRequest.BodyPublishers.ofByteArray(format.body(notice)))
                .build();
        try {
            Failsafe.with(retries()).run(() -> send(request, format));
        } catch (FailsafeException e) {
            // Only an interruption is wrapped: everything else is unchecked.
            Thread.currentThread().interrupt();
            throw failed(format, "interrupted", true);
        }
    }

    private RetryPolicy<Object> retries() {
        return RetryPolicy.builder()
                .handleIf(error -> error instanceof ServiceException failure && failure.retryable())
                .withBackoff(firstWait, firstWait.multipliedBy(4))
                .withMaxRetries(RETRIES)
                .build();
    }

    private void send(HttpRequest request, MessageFormat format) throws InterruptedException {
        int status = status(request, format);
        if (status / 100 == 3) {
            throw failed(format, status + ", a redirect, which is not followed", false);
        }
        if (status / 100 != 2) {
            throw failed(format, "it answered " + status, status == 429 || status / 100 == 5);
        }
    }

    private int status(HttpRequest request, MessageFormat format) throws InterruptedException {
        HttpResponse<InputStream> answer;
        try {
            answer = http.get().send(request, HttpResponse.BodyHandlers.ofInputStream());
            // Nobody reads what it says, so nobody waits for it: the time-out ends at the headers.
            answer.body().close();
        } catch (IOException e) {
            // Neither the message nor the cause: both may name the address.
            throw failed(format, "no answer (" + e.getClass().getSimpleName() + ")", true);
        }
        return answer.statusCode();
    }

    private static URI address(String secret) {
        try {
            URI address = new URI(secret.strip());
            if ("https".equalsIgnoreCase(address.getScheme())
                    && address.getHost() != null
                    && address.getUserInfo() == null) {
                return address;
            }
        } catch (URISyntaxException e) {
            // The message quotes the text, which is a secret: what follows says enough.
        }
        throw failed(MessageFormat.PLAIN, "its secret does not hold an https address", false);
    }

    private static ServiceException failed(MessageFormat format, String reason, boolean retryable) {
        return new ServiceException("the " + format.people() + " webhook", reason, retryable, null);
    }
}
