package io.grafanakeeper.sandbox.grafana;

import java.time.Duration;
import java.util.Map;

/** Is what goes wrong with one request. */
public sealed interface Fault {
    /** Answers as if nothing were wrong. */
    record Pass() implements Fault {}

    /** Answers this instead of doing what was asked. */
    record Status(int status, String contentType, String body, Map<String, String> headers) implements Fault {}

    /** Closes the connection without an answer and without doing what was asked. */
    record Reset() implements Fault {}

    /** Does what was asked, then closes the connection without an answer. */
    record AppliedThenReset() implements Fault {}

    /** Does what was asked and sends half of the answer, with a Content-Length or in chunks. */
    record CutBody(boolean chunked) implements Fault {}

    /** Does what was asked and answers only after a while. */
    record Hang(Duration duration) implements Fault {}

    /** Does what was asked, answers the headers at once and spreads the body over a while. */
    record SlowBody(Duration duration) implements Fault {}

    static Fault pass() {
        return new Pass();
    }

    static Fault status(int status, String body, Map<String, String> headers) {
        return new Status(status, Answer.JSON, body, headers);
    }

    static Fault status(int status, String message) {
        return status(status, new Fields().add("message", message).toString(), Map.of());
    }

    static Fault reset() {
        return new Reset();
    }

    static Fault appliedThenReset() {
        return new AppliedThenReset();
    }

    static Fault cutBody() {
        return new CutBody(false);
    }

    static Fault cutChunked() {
        return new CutBody(true);
    }

    static Fault hang(Duration duration) {
        return new Hang(duration);
    }

    static Fault slowBody(Duration duration) {
        return new SlowBody(duration);
    }

    /** Answers a page with status 200, as a proxy or a login screen in front of Grafana does. */
    static Fault html() {
        return new Status(
                200,
                "text/html; charset=utf-8",
                "<!doctype html><html><head><title>Sign in</title></head><body>Please sign in</body></html>",
                Map.of());
    }

    /** Answers as a Grafana on SQLite does under many writers. */
    static Fault databaseLocked() {
        return status(500, "database is locked");
    }
}
