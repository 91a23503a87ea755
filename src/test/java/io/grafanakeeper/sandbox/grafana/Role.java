package io.grafanakeeper.sandbox.grafana;

import java.util.Arrays;
import java.util.Optional;

/** Is a role in an organisation, the weakest first. */
enum Role {
    VIEWER("Viewer"),
    EDITOR("Editor"),
    ADMIN("Admin");

    private final String title;

    Role(String title) {
        this.title = title;
    }

    static Optional<Role> of(String title) {
        return Arrays.stream(values()).filter(role -> role.title.equals(title)).findFirst();
    }

    String title() {
        return title;
    }

    boolean covers(Role wanted) {
        return compareTo(wanted) >= 0;
    }
}
