package io.grafanakeeper.sandbox.host;

/** Says what one parameter of a function receives. */
sealed interface Binding {
    /** What the trigger brings. */
    record Payload(PayloadKind kind) implements Binding {}

    /** The execution context. */
    record Context() implements Binding {}

    /** One named value beside the payload: a route parameter, a query value, a message's property. */
    record Named(String name, Class<?> type) implements Binding {}

    /** Messages to send when the function has returned; {@code many} means a list, one message an element. */
    record QueueOutput(String queue, String connection, boolean many) implements Binding {}
}
