package io.grafanakeeper.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;

/** Asks a Grafana about itself and about the identity that asks. */
public final class ServerApi {
    private final GrafanaClient client;

    /** Creates the API of a client's Grafana. */
    public ServerApi(GrafanaClient client) {
        this.client = client;
    }

    /**
     * Returns the server's version from {@code GET /api/health}, empty if it hides it.
     *
     * @throws GrafanaException if the server does not answer
     */
    public String version() {
        return client.send(
                Request.get("/api/health"),
                answer -> answer.object().path("version").asText(""));
    }

    /** Returns the organisation of the identity, {@code GET /api/org}. */
    public ObjectNode organisation() {
        return client.send(Request.get("/api/org"), Answer::object);
    }

    /** Returns the user behind the identity, {@code GET /api/user}; keys and tokens have none and are answered 404. */
    public ObjectNode user() {
        return client.send(Request.get("/api/user"), Answer::object);
    }

    /** Tells whether a read of a route is allowed; errors other than 403 and 404 are thrown. */
    public Access access(String route) {
        try {
            client.send(Request.get(route), Answer::status);
            return Access.ALLOWED;
        } catch (GrafanaException.Forbidden e) {
            return Access.FORBIDDEN;
        } catch (GrafanaException.NotFound e) {
            return Access.ABSENT;
        }
    }

    /**
     * Proves that the identity is let in, with a read that every role may do.
     *
     * @throws GrafanaException if it is not
     */
    public void enter() {
        client.send(Request.get("/api/search?type=dash-db&limit=1"), Answer::json);
    }

    /** Returns the longest life that this server allows tokens, empty if it does not tell this identity. */
    public Optional<Duration> longestToken() {
        long days = number("/api/frontend/settings", "tokenExpirationDayLimit");
        if (days > 0) {
            return Optional.of(Duration.ofDays(days));
        }
        // Only a server's administrator may read these, and only on a server of one's own.
        long seconds = number("/api/admin/settings", "auth", "api_key_max_seconds_to_live");
        return seconds > 0 ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty();
    }

    private long number(String route, String... path) {
        try {
            JsonNode json = client.send(Request.get(route), Answer::json);
            for (String field : path) {
                json = json.path(field);
            }
            return json.asLong();
        } catch (GrafanaException untold) {
            return 0;
        }
    }

    /** Tells what an identity may do with a route. */
    public enum Access {
        /** The server answers. */
        ALLOWED,
        /** The server knows the route and refuses this identity. */
        FORBIDDEN,
        /** The server does not know the route. */
        ABSENT
    }
}
