package io.grafanakeeper.sandbox.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.zip.GZIPInputStream;

/** Sends requests to a fake Grafana as one caller. */
final class Talk {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI endpoint;
    private final String authorization;
    private final String[] headers;

    private Talk(URI endpoint, String authorization, String... headers) {
        this.endpoint = endpoint;
        this.authorization = authorization;
        this.headers = headers;
    }

    static Talk basic(FakeGrafana grafana, String login, String password) {
        String pair = login + ":" + password;
        return new Talk(
                grafana.endpoint(),
                "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    static Talk bearer(FakeGrafana grafana, String token) {
        return new Talk(grafana.endpoint(), "Bearer " + token);
    }

    static Talk anonymous(FakeGrafana grafana) {
        return new Talk(grafana.endpoint(), "");
    }

    /** Gives a caller that sends these headers as well. */
    Talk with(String... more) {
        return new Talk(endpoint, authorization, more);
    }

    /** Is what came back. */
    record Said(int status, String body, HttpResponse<byte[]> response) {
        JsonNode json() {
            return Json.tree(body);
        }
    }

    Said get(String path) {
        return send("GET", path, null);
    }

    Said delete(String path) {
        return send("DELETE", path, null);
    }

    Said post(String path, String body) {
        return send("POST", path, body);
    }

    Said put(String path, String body) {
        return send("PUT", path, body);
    }

    Said patch(String path, String body) {
        return send("PATCH", path, body);
    }

    Said send(String method, String path, @org.jspecify.annotations.Nullable String body) {
        try {
            return trySend(method, path, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Said trySend(String method, String path, @org.jspecify.annotations.Nullable String body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(endpoint + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<byte[]> response = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
            return new Said(response.statusCode(), text(response), response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static String text(HttpResponse<byte[]> response) throws IOException {
        byte[] bytes = response.body();
        if (response.headers().firstValue("Content-Encoding").orElse("").equals("gzip")) {
            bytes = new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
