package io.grafanakeeper.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Finds and makes service accounts and their tokens through {@code /api/serviceaccounts}, which Grafana has since 9.1. */
public final class ServiceAccountsApi {
    private static final String ROUTE = "/api/serviceaccounts";
    private static final int PAGE = 1000;

    private final GrafanaClient client;

    /** Creates the API of a client's Grafana. */
    public ServiceAccountsApi(GrafanaClient client) {
        this.client = client;
    }

    /**
     * Describes a service account.
     *
     * @param id its number on this server
     * @param role its basic role as Grafana spells it
     * @param disabled whether its tokens are refused
     */
    public record Account(long id, String name, String role, boolean disabled) {}

    private record Page(int listed, long total, Optional<Account> found) {}

    /**
     * Finds the service account of a name.
     *
     * @throws GrafanaException.NotFound if this server has no service accounts
     */
    public Optional<Account> find(String name) {
        long seen = 0;
        for (int number = 1; ; number++) {
            Page page = page(name, number);
            seen += page.listed();
            if (page.found().isPresent() || page.listed() == 0 || seen >= page.total()) {
                return page.found();
            }
        }
    }

    private Page page(String name, int number) {
        return client.send(
                Request.get(ROUTE + "/search?perpage=" + PAGE + "&page=" + number + "&query=" + Query.segment(name)),
                answer -> page(answer.object(), name));
    }

    private static Page page(ObjectNode json, String name) throws IOException {
        JsonNode accounts = json.path("serviceAccounts");
        if (!accounts.isArray()) {
            throw new IOException("no list of service accounts");
        }
        Optional<Account> found = Optional.empty();
        for (JsonNode element : accounts) {
            if (element.path("name").asText("").equals(name)) {
                found = Optional.of(account(element));
            }
        }
        return new Page(accounts.size(), json.path("totalCount").asLong(), found);
    }

    private static Account account(JsonNode json) throws IOException {
        if (!json.path("id").isIntegralNumber()) {
            throw new IOException("a service account without an id");
        }
        return new Account(
                json.path("id").asLong(),
                json.path("name").asText(""),
                json.path("role").asText(""),
                json.path("isDisabled").asBoolean());
    }

    /**
     * Makes a service account, or finds the one that somebody made meanwhile.
     *
     * @param role a basic role as Grafana spells it
     */
    public Account create(String name, String role) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("name", name)
                .put("role", role)
                .put("isDisabled", false);
        try {
            return client.send(Request.put("POST", ROUTE, body), answer -> account(answer.object()));
        } catch (GrafanaException.Rejected | GrafanaException.Conflict taken) {
            return find(name).orElseThrow(() -> taken);
        }
    }

    /** Lists all tokens of a service account, expired ones too. */
    public List<GrafanaToken> tokens(long account) {
        return client.send(Request.get(ROUTE + "/" + account + "/tokens"), Tokens::list);
    }

    /** Makes a token. Never sent twice: if the answer is lost, nobody knows the token's value. */
    public IssuedToken createToken(long account, String name, Duration lifetime) {
        return client.send(
                Request.once("POST", ROUTE + "/" + account + "/tokens", Tokens.wanted(name, lifetime)), Tokens::issued);
    }

    /** Deletes a token; one that is gone already is no error. */
    public void deleteToken(long account, long token) {
        try {
            client.send(Request.delete(ROUTE + "/" + account + "/tokens/" + token), Answer::status);
        } catch (GrafanaException.NotFound gone) {
            // Somebody deleted it first, or our own request whose answer was lost.
            return;
        }
    }
}
