package io.grafanakeeper.runs;

import org.jspecify.annotations.Nullable;

/** Reports that a service of Azure which we depend on (Blob Storage, Key Vault, Entra) did not do its part. */
public final class ServiceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String service;
    private final boolean retryable;

    /**
     * Creates a report.
     *
     * @param service the service's name as people know it
     * @param reason what went wrong and, where known, what to do; never a secret
     * @param retryable whether the same call may succeed later with nothing changed
     */
    public ServiceException(String service, String reason, boolean retryable, @Nullable Throwable cause) {
        super(service + ": " + reason, cause);
        this.service = service;
        this.retryable = retryable;
    }

    /** Returns the service's name. */
    public String service() {
        return service;
    }

    /** Tells whether the same call may succeed later with nothing changed. */
    public boolean retryable() {
        return retryable;
    }
}
