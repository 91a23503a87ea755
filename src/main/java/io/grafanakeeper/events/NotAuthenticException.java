package io.grafanakeeper.events;

/** Says that a call of a webhook is not authentic, and on purpose not why. */
final class NotAuthenticException extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
