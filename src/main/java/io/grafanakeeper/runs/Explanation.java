package io.grafanakeeper.runs;

import io.grafanakeeper.archive.CorruptObjectException;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.settings.SettingsException;

/**
 * Turns a failure into words for people: what failed, the likely cause, what to do.
 *
 * @param text the words; never a secret
 * @param retryable whether the same work may succeed later with nothing changed
 * @param expected false for a failure that nobody foresaw, which is a bug of ours
 */
public record Explanation(String text, boolean retryable, boolean expected) {
    private static final String UNAUTHORIZED =
            "; Grafana does not know this credential. With Entra: check the target's scope (the token's audience), check that the"
                    + " identity has a Grafana role, and if it was assigned just now wait a few minutes. With a token: check"
                    + " that the secret in Key Vault holds a current one";
    private static final String FORBIDDEN =
            "; the identity lacks a role or permission: assign Grafana Admin (or Editor, and leave out what it may not read with"
                    + " backup.include), then wait a few minutes";
    private static final String REDIRECTED =
            "; check the target's endpoint: it must be the address Grafana itself answers on";
    private static final String AWAY = "; Grafana is away or overloaded";

    /** Explains a failure. */
    public static Explanation of(Throwable failure) {
        if (failure instanceof GrafanaException grafana) {
            return new Explanation(grafana.getMessage() + advice(grafana), grafana.outage(), true);
        }
        if (failure instanceof ServiceException service) {
            return new Explanation(String.valueOf(service.getMessage()), service.retryable(), true);
        }
        if (failure instanceof ProblemException
                || failure instanceof SettingsException
                || failure instanceof CorruptObjectException) {
            return new Explanation(String.valueOf(failure.getMessage()), false, true);
        }
        return new Explanation("unexpected " + failure.getClass().getSimpleName(), true, false);
    }

    private static String advice(GrafanaException failure) {
        if (failure instanceof GrafanaException.Unauthorized) {
            return UNAUTHORIZED;
        }
        if (failure instanceof GrafanaException.Forbidden) {
            return FORBIDDEN;
        }
        if (failure instanceof GrafanaException.Redirected) {
            return REDIRECTED;
        }
        return failure.outage() ? AWAY : "";
    }
}
