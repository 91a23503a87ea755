package io.grafanakeeper.runs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.json.LosslessJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a request's JSON; whatever is not as it must be is refused by the name of its field. */
public final class RequestFields {
    private static final List<String> OBJECT = List.of("a JSON object");

    private final String path;
    private final ObjectNode json;

    private RequestFields(String path, ObjectNode json) {
        this.path = path;
        this.json = json;
    }

    /**
     * Reads a body.
     *
     * @param longest the most characters that are accepted
     */
    public static RequestFields of(String body, int longest) {
        if (body.length() > longest) {
            throw ProblemException.tooLarge("the body is larger than " + longest / (1024 * 1024) + " MiB");
        }
        try {
            if (LosslessJson.read(body.getBytes(StandardCharsets.UTF_8)) instanceof ObjectNode object) {
                return new RequestFields("", object);
            }
        } catch (IOException e) {
            throw ProblemException.badRequest("body", "the body is not JSON", OBJECT);
        }
        throw ProblemException.badRequest("body", "the body is not a JSON object", OBJECT);
    }

    /** Returns the object itself. */
    public ObjectNode json() {
        return json;
    }

    /** Refuses fields of other names. */
    public RequestFields only(List<String> fields) {
        json.fieldNames().forEachRemaining(name -> {
            if (!fields.contains(name)) {
                throw refused(name, "there is no such field", fields);
            }
        });
        return this;
    }

    /** Returns a text that must be there and not be blank. */
    public String need(String field) {
        String text = find(field);
        if (text == null || text.isBlank()) {
            throw refused(field, "this is missing", List.of("a text"));
        }
        return text;
    }

    /** Returns a text, or null if there is none. */
    public @Nullable String find(String field) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw refused(field, "this must be a text", List.of("a text"));
        }
        return value.asText();
    }

    /** Returns a truth, false if there is none. */
    public boolean flag(String field) {
        JsonNode value = json.path(field);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw refused(field, "this must be true or false", List.of("true", "false"));
        }
        return value.asBoolean();
    }

    /** Tells whether there is a field of this name that is not null. */
    public boolean has(String field) {
        return json.hasNonNull(field);
    }

    /** Returns an object that must be there. */
    public RequestFields object(String field) {
        if (json.path(field) instanceof ObjectNode object) {
            return new RequestFields(path + field + ".", object);
        }
        throw refused(field, "this must be a JSON object", OBJECT);
    }

    /**
     * Returns a list of objects, empty if there is none.
     *
     * @param most how many there may be
     */
    public List<RequestFields> objects(String field, int most) {
        if (!has(field)) {
            return List.of();
        }
        if (!(json.path(field) instanceof ArrayNode array) || array.size() > most) {
            throw refused(field, "this must be a list of at most " + most, List.of("a list of JSON objects"));
        }
        List<RequestFields> objects = new ArrayList<>();
        for (JsonNode element : array) {
            String name = field + "[" + objects.size() + "]";
            if (!(element instanceof ObjectNode object)) {
                throw refused(name, "this must be a JSON object", OBJECT);
            }
            objects.add(new RequestFields(path + name + ".", object));
        }
        return objects;
    }

    /** Returns the refusal of a field. */
    public ProblemException refused(String field, String detail, List<String> allowed) {
        return ProblemException.badRequest(path + field, detail, allowed);
    }
}
