package io.grafanakeeper.sandbox.azure;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** Spoils the answer to one request, in one of the ways networks, gateways and busy services do. */
public final class Fault {
    private final Action action;

    private Fault(Action action) {
        this.action = action;
    }

    /** Answers as if nothing were wrong; useful between faults in a sequence. */
    public static Fault none() {
        return new Fault((wire, origin, call) -> wire.send(origin.answer(call)));
    }

    /** Answers with a status and a JSON body without doing what was asked. */
    public static Fault status(int status, String json) {
        return status(status, Map.of("Content-Type", "application/json"), json);
    }

    /** Answers with a status, headers and a body without doing what was asked. */
    public static Fault status(int status, Map<String, String> headers, String body) {
        Answer answer = Answer.text(status, headers.getOrDefault("Content-Type", "text/plain"), body);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            answer = answer.with(header.getKey(), header.getValue());
        }
        Answer spoiled = answer;
        return new Fault((wire, origin, call) -> wire.send(spoiled));
    }

    /** Answers 429 as Azure's services do. */
    public static Fault throttled(Duration retryAfter) {
        return status(
                429,
                Map.of("Content-Type", "application/json", "Retry-After", Long.toString(retryAfter.toSeconds())),
                "{\"error\":{\"code\":\"Throttled\",\"message\":\"Request was not processed because too many requests"
                        + " were received.\"}}");
    }

    /** Answers with a page, as a gateway or a sign-in wall does where JSON is expected. */
    public static Fault html(int status) {
        return status(
                status,
                Map.of("Content-Type", "text/html"),
                "<!DOCTYPE html><html><head><title>Gateway</title></head><body><h1>Something went wrong</h1></body></html>");
    }

    /** Drops the connection before anything is done or answered. */
    public static Fault reset() {
        return new Fault((wire, origin, call) -> {
            throw wire.drop();
        });
    }

    /** Does what was asked and drops the connection: the caller cannot know. */
    public static Fault appliedThenReset() {
        return new Fault((wire, origin, call) -> {
            Answer lost = origin.answer(call);
            throw new IOException("dropped the answer " + lost.status(), wire.drop());
        });
    }

    /** Never answers; nothing is done. */
    public static Fault hang() {
        return new Fault((wire, origin, call) -> {
            throw wire.hang();
        });
    }

    /** Sends the headers at once and the body in eight pieces with a pause before each. */
    public static Fault slowBody(Duration pause) {
        return new Fault((wire, origin, call) -> wire.sendSlowly(origin.answer(call), pause));
    }

    /** Announces the true Content-Length, sends half of the body and drops the connection. */
    public static Fault cutBody() {
        return new Fault((wire, origin, call) -> {
            throw wire.cut(origin.answer(call), false);
        });
    }

    /** Sends half of the body in chunks and drops the connection without the last one. */
    public static Fault cutChunks() {
        return new Fault((wire, origin, call) -> {
            throw wire.cut(origin.answer(call), true);
        });
    }

    void apply(Wire wire, Origin origin, Call call) throws IOException {
        action.apply(wire, origin, call);
    }

    private interface Action {
        void apply(Wire wire, Origin origin, Call call) throws IOException;
    }
}
