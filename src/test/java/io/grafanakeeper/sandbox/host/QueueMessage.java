package io.grafanakeeper.sandbox.host;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** One received message; {@code body} is as stored, still encoded. A renewal changes the pop receipt. */
record QueueMessage(
        String id,
        String popReceipt,
        String body,
        long dequeueCount,
        Instant inserted,
        Instant expires,
        Instant visible) {
    /** What {@code @BindingName} may ask for beside a queue trigger. */
    static final Set<String> PROPERTIES = Set.of(
            "QueueTrigger", "Id", "DequeueCount", "InsertionTime", "ExpirationTime", "NextVisibleTime", "PopReceipt");

    /** Returns the properties as the worker hands them over: times are JSON strings, so they keep their quotes. */
    Map<String, String> properties(String text) {
        return Map.of(
                "QueueTrigger", text,
                "Id", id,
                "DequeueCount", Long.toString(dequeueCount),
                "InsertionTime", quoted(inserted),
                "ExpirationTime", quoted(expires),
                "NextVisibleTime", quoted(visible),
                "PopReceipt", popReceipt);
    }

    /** Returns this message after a renewal. */
    QueueMessage renewed(String newReceipt, Instant newVisible) {
        return new QueueMessage(id, newReceipt, body, dequeueCount, inserted, expires, newVisible);
    }

    private static String quoted(Instant time) {
        return '"' + DotNetTime.text(time) + '"';
    }
}
