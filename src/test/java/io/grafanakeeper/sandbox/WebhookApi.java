package io.grafanakeeper.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Calls a target's webhook as a pipeline does, signed and without a function key, and holds every exchange against the description of
 * the API.
 */
public final class WebhookApi {
    private static final String ALGORITHM = "HmacSHA256";
    private static final Contract CONTRACT = new Contract();

    private final String route;
    private final URI address;
    private final String key;
    private final HttpClient http = HttpClient.newHttpClient();

    /**
     * Creates a client of an app that runs.
     *
     * @param key signs the calls
     */
    public WebhookApi(AppProcess app, String target, String key) {
        this.route = "webhooks/" + target;
        this.address = URI.create(app.url() + "/" + route);
        this.key = key;
    }

    /** Sends a body with its signature and returns the answer, whatever its status. */
    public HttpResponse<String> call(String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(Duration.ofMinutes(4))
                .header("Content-Type", "application/json")
                .header("X-Grafana-Alerting-Signature", sign(key, body))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        CONTRACT.check(route, body, answer);
        return answer;
    }

    /** Returns the signature of a text. */
    public static String sign(String key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
