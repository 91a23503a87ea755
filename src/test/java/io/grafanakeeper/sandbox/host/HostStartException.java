package io.grafanakeeper.sandbox.host;

/** Says why the host cannot serve these functions with these settings; its message is meant for the developer. */
public final class HostStartException extends RuntimeException {
    HostStartException(String message) {
        super(message);
    }

    HostStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
