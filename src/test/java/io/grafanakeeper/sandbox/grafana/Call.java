package io.grafanakeeper.sandbox.grafana;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Is one authenticated request on its way to a handler. */
final class Call {
    private final World world;
    private final Principal principal;
    private final Query query;
    private final Map<String, String> variables;
    private final byte[] body;
    private final Headers headers;

    Call(World world, Principal principal, Query query, Map<String, String> variables, byte[] body, Headers headers) {
        this.world = world;
        this.principal = principal;
        this.query = query;
        this.variables = variables;
        this.body = body;
        this.headers = headers;
    }

    World world() {
        return world;
    }

    Flavour flavour() {
        return world.flavour();
    }

    Principal principal() {
        return principal;
    }

    Org org() {
        return principal.org();
    }

    Query query() {
        return query;
    }

    /** Gives a variable of the route's path. */
    String variable(String name) {
        return variables.getOrDefault(name, "");
    }

    /** Gives a numeric variable of the path; zero when it is no number, as Grafana's own reading does. */
    long id(String name) {
        return Query.whole(variable(name), 0);
    }

    /** Gives a header of the request; empty when it is missing. */
    String header(String name) {
        String value = headers.getFirst(name);
        return value == null ? "" : value;
    }

    byte[] body() {
        return body;
    }

    /** Refuses a principal with a lesser role in the words of Grafana's middleware. */
    void demand(Role role) {
        if (!principal.role().covers(role)) {
            throw new Refused(denied());
        }
    }

    Answer denied() {
        return Answer.refusal(403, "Permission denied");
    }

    /**
     * Reads the body as an object.
     *
     * @param required the fields without which the request is refused; empty strings count as missing
     */
    Members members(String... required) {
        if (body.length > 0 && !header("Content-Type").contains("json")) {
            throw new Refused(unsupported());
        }
        Members members;
        try {
            members = body.length == 0 ? new Members() : Json.members(body);
        } catch (JsonProcessingException e) {
            throw new Refused(malformed(e, required));
        }
        List<String> missing = new ArrayList<>();
        for (String field : required) {
            if (members.json(field, "\"\"").equals("\"\"")) {
                missing.add(goName(field));
            }
        }
        if (!missing.isEmpty()) {
            throw new Refused(flavour().atLeast(8) ? badData() : Answer.required(missing));
        }
        return members;
    }

    private Answer unsupported() {
        return Answer.invalid(
                415,
                List.of(new Fields()
                        .add("classification", "ContentTypeError")
                        .add("message", "Unsupported Content-Type")));
    }

    private static Answer badData() {
        return Answer.message(400, "bad request data");
    }

    private Answer malformed(JsonProcessingException e, String... required) {
        if (flavour().atLeast(8)) {
            return badData();
        }
        List<Fields> errors = new ArrayList<>();
        errors.add(Answer.deserializationError(complaint(e)));
        for (String field : required) {
            errors.add(Answer.requiredError(goName(field)));
        }
        return Answer.invalid(400, errors);
    }

    /** Says what Go's decoder says about the same text, for the mistakes that occur. */
    private String complaint(JsonProcessingException e) {
        if (e instanceof JsonEOFException) {
            return "unexpected EOF";
        }
        String text = new String(body, StandardCharsets.UTF_8);
        int at = (int) Math.max(0, Math.min(e.getLocation().getByteOffset(), text.length() - 1));
        String before = text.substring(0, at).strip();
        boolean key = before.endsWith("{");
        return "invalid character '" + text.charAt(at) + "' looking for beginning of "
                + (key ? "object key string" : "value");
    }

    private static String goName(String field) {
        return Character.toUpperCase(field.charAt(0)) + field.substring(1);
    }
}
