package io.grafanakeeper.notices;

import io.grafanakeeper.http.HttpsPost;
import io.grafanakeeper.runs.ServiceException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Posts notices to the webhook of a chat, by HTTPS only. Thread-safe.
 *
 * <p>A chat that took a message and did not say so may show it twice.
 */
public final class Notifier {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpsPost post;

    /** Creates a notifier. */
    public Notifier(HttpsPost post) {
        this.post = post;
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
        post.send(request, receiver(format));
    }

    private static URI address(String secret) {
        return HttpsPost.address(secret.strip())
                .orElseThrow(() -> new ServiceException(
                        receiver(MessageFormat.PLAIN), "its secret does not hold an https address", false, null));
    }

    private static String receiver(MessageFormat format) {
        return "the " + format.people() + " webhook";
    }
}
