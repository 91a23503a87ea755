package io.grafanakeeper.runs;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.azure.functions.HttpStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Refuses a request. Becomes a problem document (RFC 9457) that names the field and the allowed values. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String field;
    private final transient List<String> allowed;
    private final transient Map<String, JsonNode> more;

    private ProblemException(HttpStatus status, String detail, String field, List<String> allowed) {
        this(status, detail, field, allowed, Map.of());
    }

    private ProblemException(
            HttpStatus status, String detail, String field, List<String> allowed, Map<String, JsonNode> more) {
        super(detail);
        this.status = status;
        this.field = field;
        this.allowed = List.copyOf(allowed);
        this.more = Map.copyOf(more);
    }

    /** Refuses with 400: a field is missing or has a value that is not allowed. */
    public static ProblemException badRequest(String field, String detail, List<String> allowed) {
        return new ProblemException(HttpStatus.BAD_REQUEST, detail, field, allowed);
    }

    /** Refuses with 404: what the request names does not exist. */
    public static ProblemException notFound(String field, String detail, List<String> known) {
        return new ProblemException(HttpStatus.NOT_FOUND, detail, field, known);
    }

    /** Refuses with 409: what the request names is not in a state that allows it. */
    public static ProblemException conflict(String field, String detail, List<String> allowed) {
        return new ProblemException(HttpStatus.CONFLICT, detail, field, allowed);
    }

    /** Refuses with 413: the body is larger than what is accepted. */
    public static ProblemException tooLarge(String detail) {
        return new ProblemException(HttpStatus.PAYLOAD_TOO_LARGE, detail, "body", List.of());
    }

    /** Refuses with 503: this cannot be answered in the time that an answer may take, and the detail says what to ask instead. */
    public static ProblemException takesTooLong(String field, String detail, List<String> instead) {
        return new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, detail, field, instead);
    }

    /** Returns the same refusal with one more member that says something of this problem alone. */
    public ProblemException with(String member, JsonNode value) {
        Map<String, JsonNode> members = new HashMap<>(more);
        members.put(member, value);
        return new ProblemException(status, String.valueOf(getMessage()), field, allowed, members);
    }

    /** Returns the same refusal of a field inside another one, such as {@code dashboards[2]}. */
    public ProblemException inside(String outer) {
        return new ProblemException(status, outer + ": " + getMessage(), outer + "." + field, allowed, more);
    }

    HttpStatus status() {
        return status;
    }

    String field() {
        return field;
    }

    List<String> allowed() {
        return allowed;
    }

    Map<String, JsonNode> more() {
        return more;
    }
}
