package io.grafanakeeper.sandbox.host;

/** Names the parameter types a trigger's payload may have here. */
enum PayloadKind {
    TEXT("String"),
    REQUEST_WITH_TEXT("HttpRequestMessage<String>"),
    REQUEST_WITH_OPTIONAL_TEXT("HttpRequestMessage<Optional<String>>"),
    REQUEST_WITH_OPTIONAL_BYTES("HttpRequestMessage<Optional<byte[]>>");

    private final String type;

    PayloadKind(String type) {
        this.type = type;
    }

    String type() {
        return type;
    }
}
