package io.grafanakeeper.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds and makes organisations and their members through {@code /api/orgs}, which only a server's administrator may use. */
public final class OrgsApi {
    private static final String ROUTE = "/api/orgs";

    private final GrafanaClient client;

    /** Creates the API of a client's Grafana. */
    public OrgsApi(GrafanaClient client) {
        this.client = client;
    }

    /**
     * Describes a member of an organisation.
     *
     * @param id the user's number
     * @param role the role in this organisation, as Grafana spells it
     */
    public record Member(long id, String login, String email, String role) {
        /** Tells whether this is the user of a login or an email address; Grafana does not mind their case. */
        public boolean is(String loginOrEmail) {
            return login.equalsIgnoreCase(loginOrEmail) || email.equalsIgnoreCase(loginOrEmail);
        }
    }

    /** Finds the number of the organisation of a name. */
    public Optional<Long> find(String name) {
        try {
            return Optional.of(client.send(
                    Request.get(ROUTE + "/name/" + Query.segment(name)), answer -> number(answer.object(), "id")));
        } catch (GrafanaException.NotFound e) {
            return Optional.empty();
        }
    }

    /** Creates an organisation with the asking user as its administrator, or finds the one that was made meanwhile. */
    public long create(String name) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("name", name);
        try {
            return client.send(Request.put("POST", ROUTE, body), answer -> number(answer.object(), "orgId"));
        } catch (GrafanaException.Conflict taken) {
            return find(name).orElseThrow(() -> taken);
        }
    }

    /** Lists the members of an organisation. */
    public List<Member> members(long organisation) {
        return client.send(Request.get(users(organisation)), OrgsApi::members);
    }

    /**
     * Makes an existing user a member.
     *
     * @throws GrafanaException.NotFound if there is no such user
     * @throws GrafanaException.Conflict if the user is a member already, with whatever role
     */
    public void add(long organisation, String loginOrEmail, String role) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("loginOrEmail", loginOrEmail)
                .put("role", role);
        client.send(Request.put("POST", users(organisation), body), Answer::status);
    }

    /** Changes the role of a member. */
    public void setRole(long organisation, long user, String role) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("role", role);
        client.send(Request.put("PATCH", users(organisation) + "/" + user, body), Answer::status);
    }

    private static String users(long organisation) {
        return ROUTE + "/" + organisation + "/users";
    }

    private static List<Member> members(Answer answer) throws IOException {
        if (!(answer.json() instanceof ArrayNode array)) {
            throw new IOException("not a JSON array");
        }
        List<Member> members = new ArrayList<>();
        for (JsonNode user : array) {
            members.add(new Member(
                    number(user, "userId"),
                    user.path("login").asText(""),
                    user.path("email").asText(""),
                    user.path("role").asText("")));
        }
        return members;
    }

    private static long number(JsonNode json, String field) throws IOException {
        if (!json.path(field).isIntegralNumber()) {
            throw new IOException("no " + field + " in the answer");
        }
        return json.path(field).asLong();
    }
}
