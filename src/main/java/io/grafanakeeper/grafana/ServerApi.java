package io.grafanakeeper.grafana;

import com.fasterxml.jackson.databind.node.ObjectNode;

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
