package io.grafanakeeper.sandbox.grafana;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Is what Grafana says to one request. */
final class Answer {
    /** Is the type of an answer that a handler of Grafana writes. */
    static final String JSON = "application/json";

    /** Is the type that the layers before a handler write: authentication, unknown routes. */
    static final String JSON_UPPER = "application/json; charset=UTF-8";

    /** Is the type of a validation error in Grafana 7. */
    static final String JSON_LOWER = "application/json; charset=utf-8";

    private final int status;
    private final String contentType;
    private final Content content;
    private final Map<String, String> headers = new TreeMap<>();

    Answer(int status, String contentType, Content content) {
        this.status = status;
        this.contentType = contentType;
        this.content = content;
    }

    static Answer ok(Object json) {
        return json(200, json);
    }

    static Answer json(int status, Object json) {
        return new Answer(status, JSON, Content.of(json.toString()));
    }

    static Answer message(int status, String message) {
        return json(status, new Fields().add("message", message));
    }

    /** Answers a failed save or a missing folder, which name a status of their own. */
    static Answer message(int status, String message, String reason) {
        return json(status, new Fields().add("message", message).add("status", reason));
    }

    /** Answers in the name of the layers before the handlers. */
    static Answer refusal(int status, String message) {
        return new Answer(
                status,
                JSON_UPPER,
                Content.of(new Fields().add("message", message).toString()));
    }

    static Answer notFound() {
        return refusal(404, "Not found");
    }

    /** Answers a request whose required fields are missing, as Grafana 7 does. */
    static Answer required(List<String> missing) {
        return invalid(422, missing.stream().map(Answer::requiredError).toList());
    }

    static Answer invalid(int status, List<Fields> errors) {
        return new Answer(status, JSON_LOWER, Content.of(Fields.array(errors)));
    }

    static Fields requiredError(String field) {
        return new Fields()
                .raw("fieldNames", Fields.strings(List.of(field)))
                .add("classification", "RequiredError")
                .add("message", "Required");
    }

    static Fields deserializationError(String message) {
        return new Fields().add("classification", "DeserializationError").add("message", message);
    }

    Answer header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    int status() {
        return status;
    }

    String contentType() {
        return contentType;
    }

    Content content() {
        return content;
    }

    Map<String, String> headers() {
        return headers;
    }
}
