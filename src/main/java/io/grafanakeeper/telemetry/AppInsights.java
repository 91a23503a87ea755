package io.grafanakeeper.telemetry;

import io.grafanakeeper.concurrent.Lazy;
import io.grafanakeeper.http.HttpsPost;
import io.grafanakeeper.json.LosslessJson;
import io.grafanakeeper.runs.Run;
import io.grafanakeeper.runs.RunSink;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.settings.AppSettings;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Sends what {@link RunTelemetry} makes of a run to the Application Insights of the Functions host; nothing where the host has none.
 * Thread-safe.
 *
 * <p>Protocol: <a href="https://github.com/microsoft/ApplicationInsights-Home/blob/main/EndpointSpecs/ENDPOINT-PROTOCOL.md">a POST of
 * a JSON array</a>. Telemetry may arrive twice, and is lost when it cannot be sent: the run's line in the log remains.
 */
public final class AppInsights implements RunSink {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int PARTLY_TAKEN = 206;

    private final Lazy<Optional<Destination>> destination;
    private final Supplier<String> app;
    private final HttpsPost post;

    /**
     * Creates the sender; the settings are read on first use.
     *
     * @param signIn given the client id of a user-assigned identity (empty for the app's own) and a scope, returns what gives the
     *     header {@code Authorization}
     */
    public AppInsights(
            AppSettings settings, BiFunction<Optional<String>, String, Supplier<String>> signIn, HttpsPost post) {
        this.destination = Lazy.of(() -> settings.find("APPLICATIONINSIGHTS_CONNECTION_STRING")
                .map(connection -> Destination.of(
                        connection,
                        settings.find("APPLICATIONINSIGHTS_AUTHENTICATION_STRING")
                                .orElse(""),
                        signIn)));
        this.app = () -> settings.find("WEBSITE_SITE_NAME").orElse("grafana-keeper");
        this.post = post;
    }

    @Override
    public void note(Run run, boolean givenUp) {
        destination.get().ifPresent(where -> send(where, run, givenUp));
    }

    private void send(Destination where, Run run, boolean givenUp) {
        byte[] items = LosslessJson.canonical(RunTelemetry.of(run, givenUp, where.key(), app.get()));
        HttpRequest.Builder request = HttpRequest.newBuilder(where.track())
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("User-Agent", "grafana-keeper")
                .POST(HttpRequest.BodyPublishers.ofByteArray(items));
        where.authorization().ifPresent(header -> request.header("Authorization", header.get()));
        if (post.send(request.build(), Destination.SERVICE) == PARTLY_TAKEN) {
            throw new ServiceException(Destination.SERVICE, "it took only a part", false, null);
        }
    }
}
