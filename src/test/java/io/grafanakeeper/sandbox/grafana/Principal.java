package io.grafanakeeper.sandbox.grafana;

import org.jspecify.annotations.Nullable;

/**
 * Is who sends a request.
 *
 * @param user the signed-in user; null for keys, tokens and nobody
 * @param login the name under which changes are recorded
 */
record Principal(Org org, Role role, @Nullable User user, String login, String identity) {
    boolean serverAdmin() {
        return user != null && user.serverAdmin();
    }

    boolean isServiceAccount() {
        return identity.startsWith("service-account:");
    }
}
