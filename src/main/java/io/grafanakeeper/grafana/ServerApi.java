package io.grafanakeeper.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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

    /** Returns a user's role in an organisation, empty if Grafana does not tell it; tokens and keys are members of nothing. */
    public Optional<String> role(long organisation) {
        try {
            JsonNode memberships = client.send(Request.get("/api/user/orgs"), Answer::json);
            for (JsonNode membership : memberships) {
                String role = membership.path("role").asText("");
                if (membership.path("orgId").asLong() == organisation && !role.isEmpty()) {
                    return Optional.of(role);
                }
            }
            return Optional.empty();
        } catch (GrafanaException untold) {
            return Optional.empty();
        }
    }

    /** Tells whether the identity may save a dashboard, by the first that is found; empty if there is none to tell it by. */
    public Optional<Boolean> mayEdit() {
        try {
            String uid = client.send(Request.get("/api/search?type=dash-db&limit=1"), Answer::json)
                    .path(0)
                    .path("uid")
                    .asText("");
            return uid.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new DashboardsApi(client)
                            .read(uid)
                            .meta()
                            .path("canSave")
                            .asBoolean());
        } catch (GrafanaException untold) {
            return Optional.empty();
        }
    }

    /** Tells whether a read of a route is allowed; errors other than 403, 404 and a redirect are thrown. */
    public Access access(String route) {
        return access(Request.get(route));
    }

    /** Tells whether queries are taken, with one that is empty: Grafana refuses it, and asks no data source. */
    public Access queries() {
        ObjectNode none = JsonNodeFactory.instance.objectNode();
        none.putArray("queries");
        try {
            return access(Request.query("/api/ds/query", none));
        } catch (GrafanaException.Rejected e) {
            return Access.ALLOWED;
        }
    }

    private Access access(Request request) {
        try {
            client.send(request, Answer::status);
            return Access.ALLOWED;
        } catch (GrafanaException.Forbidden e) {
            return Access.FORBIDDEN;
        } catch (GrafanaException.NotFound | GrafanaException.Redirected e) {
            // Grafana redirects the legacy keys to what came after them.
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
        /** The server does not know the route, or sends elsewhere. */
        ABSENT
    }
}
