package io.grafanakeeper.sandbox.grafana;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Is a user of the server, locked out for a while after five wrong passwords. */
final class User {
    private static final int ATTEMPTS = 5;
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private final long id;
    private final String login;
    private final String email;
    private final String name;
    private final String password;
    private final boolean serverAdmin;
    private final Instant created;
    private final Deque<Instant> failures = new ArrayDeque<>();
    private volatile long currentOrg;

    User(long id, String login, String email, String name, String password, boolean serverAdmin, Instant created) {
        this.id = id;
        this.login = login;
        this.email = email;
        this.name = name;
        this.password = password;
        this.serverAdmin = serverAdmin;
        this.created = created;
        this.currentOrg = 1;
    }

    /** Checks a password; the right one is refused, too, while too many wrong ones are remembered. */
    synchronized boolean accepts(String attempt, Instant now) {
        while (!failures.isEmpty() && failures.getFirst().plus(REMEMBERED).isBefore(now)) {
            failures.removeFirst();
        }
        if (failures.size() >= ATTEMPTS) {
            return false;
        }
        if (password.equals(attempt)) {
            failures.clear();
            return true;
        }
        failures.addLast(now);
        return false;
    }

    long id() {
        return id;
    }

    String login() {
        return login;
    }

    String email() {
        return email;
    }

    String name() {
        return name;
    }

    boolean serverAdmin() {
        return serverAdmin;
    }

    Instant created() {
        return created;
    }

    long currentOrg() {
        return currentOrg;
    }

    void use(long org) {
        currentOrg = org;
    }
}
