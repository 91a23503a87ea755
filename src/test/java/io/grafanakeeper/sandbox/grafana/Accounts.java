package io.grafanakeeper.sandbox.grafana;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Knows the organisations and users of the server, and finds out who sends a request. */
final class Accounts {
    private final World world;
    private final Predicate<String> entra;
    private final Map<Long, Org> orgs = new ConcurrentSkipListMap<>();
    private final Map<String, User> usersByLogin = new ConcurrentHashMap<>();

    Accounts(World world, Predicate<String> entra, String adminPassword) {
        this.world = world;
        this.entra = entra;
        Org main = addOrg("Main Org.");
        User admin = addUser("admin", "admin@localhost", "", adminPassword, true);
        main.members().put(admin.id(), Role.ADMIN);
    }

    Org addOrg(String name) {
        Org org = new Org(world.nextId(World.Table.ORG), name, world);
        orgs.put(org.id(), org);
        return org;
    }

    void removeOrg(Org org) {
        orgs.remove(org.id());
    }

    User addUser(String login, String email, String name, String password, boolean serverAdmin) {
        User user = new User(world.nextId(World.Table.USER), login, email, name, password, serverAdmin, world.now());
        usersByLogin.put(login, user);
        return user;
    }

    Org mainOrg() {
        return orgs.values().iterator().next();
    }

    Collection<Org> orgs() {
        return orgs.values();
    }

    @Nullable
    Org org(long id) {
        return orgs.get(id);
    }

    @Nullable
    Org orgNamed(String name) {
        return orgs.values().stream()
                .filter(org -> org.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    @Nullable
    User user(String loginOrEmail) {
        User user = usersByLogin.get(loginOrEmail);
        return user != null
                ? user
                : usersByLogin.values().stream()
                        .filter(other -> other.email().equals(loginOrEmail))
                        .findFirst()
                        .orElse(null);
    }

    @Nullable
    User user(long id) {
        return usersByLogin.values().stream()
                .filter(user -> user.id() == id)
                .findFirst()
                .orElse(null);
    }

    Collection<User> users() {
        return usersByLogin.values();
    }

    /**
     * Finds out who asks.
     *
     * @param authorization the header of that name; null for nobody
     * @param orgHeader {@code X-Grafana-Org-Id}, which only users may choose
     */
    Principal authenticate(@Nullable String authorization, @Nullable String orgHeader) {
        if (authorization == null) {
            throw unauthorized("Unauthorized");
        }
        if (authorization.startsWith("Bearer ")) {
            return bearer(authorization.substring("Bearer ".length()).strip());
        }
        if (!authorization.startsWith("Basic ")) {
            throw unauthorized("Unauthorized");
        }
        String pair = decoded(authorization.substring("Basic ".length()).strip());
        int colon = pair.indexOf(':');
        if (colon < 0) {
            throw unauthorized("Invalid Basic Auth Header");
        }
        String name = pair.substring(0, colon);
        String password = pair.substring(colon + 1);
        return name.equals("api_key") ? bearer(password) : basic(name, password, orgHeader);
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw unauthorized("Invalid Basic Auth Header");
        }
    }

    private Principal bearer(String secret) {
        for (Org org : orgs.values()) {
            Principal principal = keyHolder(org, secret);
            if (principal == null) {
                principal = tokenHolder(org, secret);
            }
            if (principal != null) {
                return principal;
            }
        }
        if (secret.chars().filter(c -> c == '.').count() == 2 && entra.test(secret)) {
            return new Principal(mainOrg(), Role.ADMIN, null, "entra@example.com", "user:2");
        }
        throw unauthorized("invalid API key");
    }

    private @Nullable Principal keyHolder(Org org, String secret) {
        Keys.Key key = org.keys().bySecret(secret);
        if (key == null) {
            return null;
        }
        if (key.hasExpired(world.now())) {
            throw unauthorized("Expired API key");
        }
        return new Principal(org, key.role(), null, "Anonymous", "api-key:" + key.id());
    }

    private @Nullable Principal tokenHolder(Org org, String secret) {
        ServiceAccounts.Token token = org.serviceAccounts().bySecret(secret);
        if (token == null) {
            return null;
        }
        ServiceAccounts.Account account = org.serviceAccounts().accountOf(token);
        if (account == null || account.disabled()) {
            throw unauthorized("invalid API key");
        }
        if (token.hasExpired(world.now())) {
            throw unauthorized("Expired API key");
        }
        token.use(world.now());
        return new Principal(org, account.role(), null, account.login(), "service-account:" + account.id());
    }

    private Principal basic(String name, String password, @Nullable String orgHeader) {
        User user = user(name);
        if (user == null || !user.accepts(password, world.now())) {
            throw unauthorized("invalid username or password");
        }
        long wanted = orgHeader == null ? 0 : Query.whole(orgHeader, 0);
        Org org = orgs.get(wanted > 0 ? wanted : user.currentOrg());
        if (org == null && wanted > 0) {
            throw new Refused(Answer.message(404, "Organization not found"));
        }
        Org found = org == null ? mainOrg() : org;
        Role role = found.members().get(user.id());
        if (role == null && !user.serverAdmin()) {
            throw new Refused(Answer.refusal(403, "Permission denied"));
        }
        return new Principal(found, role == null ? Role.VIEWER : role, user, user.login(), "user:" + user.id());
    }

    private static Refused unauthorized(String message) {
        return new Refused(Answer.refusal(401, message));
    }
}
