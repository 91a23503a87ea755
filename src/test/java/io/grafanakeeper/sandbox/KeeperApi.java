package io.grafanakeeper.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Calls the app's HTTP functions as any client would, and holds every exchange against the description of the API. */
public final class KeeperApi {
    private static final Duration LONGEST_RUN = Duration.ofMinutes(10);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Contract CONTRACT = new Contract();

    private final URI url;
    private final String key;
    private final HttpClient http = HttpClient.newHttpClient();

    /** Creates a client of an app that runs. */
    public KeeperApi(AppProcess app) {
        url = app.url();
        key = app.key();
    }

    /** Sends a GET and returns its answer, whatever its status. */
    public HttpResponse<String> send(String route) throws IOException, InterruptedException {
        return send(route, "", request(route).GET());
    }

    /** Sends a GET and returns its JSON; anything but 200 is an error. */
    public JsonNode get(String route) throws IOException, InterruptedException {
        return json(send(route), 200);
    }

    /** Sends a POST and returns its answer, whatever its status. */
    public HttpResponse<String> post(String route, String body) throws IOException, InterruptedException {
        return send(route, body, request(route).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Sends a POST and returns its JSON; any other status is an error. */
    public JsonNode postForJson(String route, String body, int status) throws IOException, InterruptedException {
        return json(post(route, body), status);
    }

    /** Sends a DELETE and returns its JSON; anything but 200 is an error. */
    public JsonNode delete(String route) throws IOException, InterruptedException {
        return json(send(route, "", request(route).DELETE()), 200);
    }

    /** Starts a backup and returns its run's id. */
    public String startBackup(String target) throws IOException, InterruptedException {
        return postForJson("targets/" + target + "/backups", "", 202).path("id").asText();
    }

    /** Waits until a run is over and returns its record. */
    public JsonNode await(String run, Consumer<JsonNode> progress) throws IOException, InterruptedException {
        return await(run, progress, KeeperApi::over);
    }

    /** Waits until a run is over, or an attempt of it has failed that the queue repeats, and returns its record. */
    public JsonNode awaitAttempt(String run) throws IOException, InterruptedException {
        return await(
                run,
                record -> {},
                record -> over(record) || record.path("error").isTextual());
    }

    private static boolean over(JsonNode record) {
        String state = record.path("state").asText();
        return List.of("succeeded", "partial").contains(state)
                || (state.equals("failed") && !record.path("finished").isNull());
    }

    private JsonNode await(String run, Consumer<JsonNode> progress, Predicate<JsonNode> enough)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST_RUN.toNanos();
        while (System.nanoTime() < deadline) {
            JsonNode record = get("runs/" + run);
            progress.accept(record);
            if (enough.test(record)) {
                return record;
            }
            Thread.sleep(200);
        }
        throw new IOException("run " + run + " did not end within " + LONGEST_RUN);
    }

    /**
     * Waits until a target has a newer backup than the one given, and returns its manifest.
     *
     * @param before a backup's id, or nothing for any backup
     */
    public JsonNode awaitBackup(String target, String before) throws IOException, InterruptedException {
        String route = "targets/" + target + "/backups";
        long deadline = System.nanoTime() + LONGEST_RUN.toNanos();
        while (System.nanoTime() < deadline) {
            String newest = get(route).at("/backups/0/id").asText();
            if (newest.compareTo(before) > 0) {
                return get(route + "/" + newest);
            }
            Thread.sleep(200);
        }
        throw new IOException("no new backup of " + target + " was made within " + LONGEST_RUN);
    }

    private HttpRequest.Builder request(String route) {
        return HttpRequest.newBuilder(URI.create(url + "/" + route))
                .timeout(Duration.ofMinutes(4))
                .header("x-functions-key", key);
    }

    private HttpResponse<String> send(String route, String sent, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        CONTRACT.check(route, sent, answer);
        return answer;
    }

    private static JsonNode json(HttpResponse<String> answer, int status) throws IOException {
        if (answer.statusCode() != status) {
            throw new IOException(answer.request().method() + " "
                    + answer.request().uri() + ": " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }
}
