package io.grafanakeeper.grafana;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reports a request that Grafana did not answer as asked. Carries method, path (without the query), status and Grafana's own
 * message; never a credential.
 */
public abstract sealed class GrafanaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String method;
    private final String path;
    private final int status;
    private final String reason;

    private GrafanaException(String method, String path, int status, String reason, @Nullable Throwable cause) {
        super(method + " " + path + ": " + (status > 0 ? status + " " : "") + reason, cause);
        this.method = method;
        this.path = path;
        this.status = status;
        this.reason = reason;
    }

    /** Returns the request's method. */
    public final String method() {
        return method;
    }

    /** Returns the request's path, without host and query. */
    public final String path() {
        return path;
    }

    /** Returns the HTTP status, or 0 if there was no complete answer. */
    public final int status() {
        return status;
    }

    /** Returns Grafana's own message, or what went wrong if it gave none. */
    public final String reason() {
        return reason;
    }

    /** Tells whether the same request may well succeed later: the server is away, overloaded or answering nonsense. */
    public boolean outage() {
        return false;
    }

    /** Tells whether nobody answered for the server itself: no connection, no complete answer, or a gateway's word. */
    boolean unanswered() {
        return false;
    }

    /** Reports 401: the credential is unknown, expired or for another audience. */
    public static final class Unauthorized extends GrafanaException {
        private static final long serialVersionUID = 1L;

        Unauthorized(String method, String path, String reason) {
            super(method, path, 401, reason, null);
        }
    }

    /** Reports 403: the identity is known but lacks a role or permission. */
    public static final class Forbidden extends GrafanaException {
        private static final long serialVersionUID = 1L;

        Forbidden(String method, String path, String reason) {
            super(method, path, 403, reason, null);
        }
    }

    /** Reports 404 or 410: no such thing, or no such API on this server. */
    public static final class NotFound extends GrafanaException {
        private static final long serialVersionUID = 1L;

        NotFound(String method, String path, int status, String reason) {
            super(method, path, status, reason, null);
        }
    }

    /** Reports 409 or 412: somebody else changed it, or the name is taken. */
    public static final class Conflict extends GrafanaException {
        private static final long serialVersionUID = 1L;
        private final String kind;

        Conflict(String method, String path, int status, String reason, String kind) {
            super(method, path, status, reason, null);
            this.kind = kind;
        }

        /** Returns Grafana's {@code status} word, such as {@code version-mismatch} or {@code name-exists}; empty if none. */
        public String kind() {
            return kind;
        }
    }

    /** Reports a redirect, which is never followed: it would carry the credential to another place. */
    public static final class Redirected extends GrafanaException {
        private static final long serialVersionUID = 1L;

        Redirected(String method, String path, int status) {
            super(method, path, status, "redirected; redirects are never followed with a credential", null);
        }
    }

    /** Reports any other 4xx: the request itself is wrong for this server. */
    public static final class Rejected extends GrafanaException {
        private static final long serialVersionUID = 1L;

        Rejected(String method, String path, int status, String reason) {
            super(method, path, status, reason, null);
        }
    }

    /** Reports 429 after all patience: the server's rate limit was still exceeded. */
    public static final class Throttled extends GrafanaException {
        private static final long serialVersionUID = 1L;

        Throttled(String method, String path, String reason) {
            super(method, path, 429, reason, null);
        }

        @Override
        public boolean outage() {
            return true;
        }
    }

    /** Reports a server that is away: 5xx, no connection, a broken connection or the deadline. */
    public static final class Unavailable extends GrafanaException {
        private static final long serialVersionUID = 1L;
        private static final Set<Integer> GATEWAYS = Set.of(502, 503, 504);

        Unavailable(String method, String path, int status, String reason, @Nullable Throwable cause) {
            super(method, path, status, reason, cause);
        }

        @Override
        boolean unanswered() {
            return status() == 0 || GATEWAYS.contains(status());
        }

        @Override
        public boolean outage() {
            return true;
        }
    }

    /** Reports an answer that cannot be used: not JSON, cut, too large, or of another shape than documented. */
    public static final class BadAnswer extends GrafanaException {
        private static final long serialVersionUID = 1L;

        private final boolean passing;

        BadAnswer(String method, String path, int status, String reason, boolean passing, @Nullable Throwable cause) {
            super(method, path, status, reason, cause);
            this.passing = passing;
        }

        @Override
        public boolean outage() {
            return passing;
        }
    }
}
