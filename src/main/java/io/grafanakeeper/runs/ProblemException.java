package io.grafanakeeper.runs;

import com.microsoft.azure.functions.HttpStatus;
import java.util.List;

/** Refuses a request. Becomes a problem document (RFC 9457) that names the field and the allowed values. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String field;
    private final transient List<String> allowed;

    private ProblemException(HttpStatus status, String detail, String field, List<String> allowed) {
        super(detail);
        this.status = status;
        this.field = field;
        this.allowed = List.copyOf(allowed);
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

    /** Refuses with 503: this cannot be answered in the time that an answer may take, and the detail says what to ask instead. */
    public static ProblemException takesTooLong(String field, String detail, List<String> instead) {
        return new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, detail, field, instead);
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
}
