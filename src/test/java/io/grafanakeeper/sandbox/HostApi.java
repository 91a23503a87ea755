package io.grafanakeeper.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Calls the host's own routes: runs a timer at once, as the portal's button does, and delivers events as Event Grid does. */
public final class HostApi {
    private static final int ACCEPTED = 202;

    private final URI root;
    private final String masterKey;
    private final HttpClient http = HttpClient.newHttpClient();

    /** Creates a client of an app that runs. */
    public HostApi(AppProcess app) {
        root = app.url().resolve("/");
        masterKey = app.masterKey();
    }

    /** Runs a timer's function now. */
    public void runTimer(String function) throws IOException, InterruptedException {
        accepted(request("admin/functions/" + function)
                .header("x-functions-key", masterKey)
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
    }

    /** Delivers a JSON event, or an array of them. */
    public void deliver(String function, String events) throws IOException, InterruptedException {
        accepted(request("runtime/webhooks/eventgrid?functionName=" + function + "&code=" + masterKey)
                .header("aeg-event-type", "Notification")
                .POST(HttpRequest.BodyPublishers.ofString(events)));
    }

    private HttpRequest.Builder request(String route) {
        return HttpRequest.newBuilder(root.resolve(route))
                .timeout(Duration.ofMinutes(4))
                .header("Content-Type", "application/json");
    }

    private void accepted(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != ACCEPTED) {
            throw new IOException(answer.request().uri().getPath() + ": " + answer.statusCode() + " " + answer.body());
        }
    }
}
