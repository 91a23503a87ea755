package io.grafanakeeper.sandbox.host;

/** Says that a call failed; what happened is its cause and already in the log. */
final class FunctionFailedException extends Exception {
    FunctionFailedException(Throwable cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
