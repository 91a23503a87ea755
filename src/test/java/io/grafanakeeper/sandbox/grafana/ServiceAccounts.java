package io.grafanakeeper.sandbox.grafana;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeps the service accounts of an organisation with their tokens and answers {@code /api/serviceaccounts}. */
final class ServiceAccounts {
    private static final Duration SOON = Duration.ofDays(7);

    private final Org org;
    private final World world;
    private final Map<Long, Account> byId = new ConcurrentHashMap<>();
    private final Map<String, Token> bySecret = new ConcurrentHashMap<>();
    private volatile long longestLife = Long.MAX_VALUE;

    ServiceAccounts(Org org, World world) {
        this.org = org;
        this.world = world;
    }

    /** Is a service account at one moment. */
    record Account(
            long id,
            String uid,
            String name,
            String login,
            Role role,
            boolean disabled,
            Instant created,
            Instant updated) {}

    /** Is a token; without an expiration it lives for ever. */
    static final class Token {
        private final long id;
        private final long account;
        private final String name;
        private final Instant created;
        private final @Nullable Instant expiration;
        private final String secret;
        private volatile @Nullable Instant lastUsed;

        Token(long id, long account, String name, Instant created, @Nullable Instant expiration, String secret) {
            this.id = id;
            this.account = account;
            this.name = name;
            this.created = created;
            this.expiration = expiration;
            this.secret = secret;
        }

        boolean hasExpired(Instant now) {
            return expiration != null && !expiration.isAfter(now);
        }

        String secret() {
            return secret;
        }

        void use(Instant now) {
            lastUsed = now;
        }
    }

    static void routes(Router router) {
        Router.Access admin = Router.Access.ORG_ADMIN;
        String one = "/api/serviceaccounts/:id";
        router.get("/api/serviceaccounts/search", admin, call -> of(call).search(call));
        router.post("/api/serviceaccounts", admin, call -> of(call).create(call));
        router.get(one, admin, call -> of(call).get(call));
        router.patch(one, admin, call -> of(call).update(call));
        router.delete(one, admin, call -> of(call).delete(call));
        router.get(one + "/tokens", admin, call -> of(call).tokens(call));
        router.post(one + "/tokens", admin, call -> of(call).createToken(call));
        router.delete(one + "/tokens/:token", admin, call -> of(call).deleteToken(call));
    }

    private static ServiceAccounts of(Call call) {
        return call.org().serviceAccounts();
    }

    @Nullable
    Token bySecret(String secret) {
        return bySecret.get(secret);
    }

    @Nullable
    Account accountOf(Token token) {
        return byId.get(token.account);
    }

    /** Makes an account without asking anybody. */
    Account add(String name, Role role, boolean disabled) {
        String login = "sa-" + (world.flavour().atLeast(10) ? org.id() + "-" : "")
                + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        Instant now = world.now();
        Account account =
                new Account(world.nextId(World.Table.USER), world.newUid(), name, login, role, disabled, now, now);
        byId.put(account.id(), account);
        return account;
    }

    @Nullable
    Account byName(String name) {
        return byId.values().stream()
                .filter(account -> account.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Makes a token without asking anybody. */
    Token addToken(Account account, String name, @Nullable Instant expiration) {
        String secret = "glsa_" + world.newSecret(32) + "_" + world.newUuid().substring(0, 8);
        Token token = new Token(world.nextId(World.Table.KEY), account.id(), name, world.now(), expiration, secret);
        bySecret.put(secret, token);
        return token;
    }

    void clampTo(Duration longest) {
        longestLife = longest.toSeconds();
    }

    void disable(String name) {
        byId.replaceAll((id, old) -> old.name().equals(name)
                ? new Account(id, old.uid(), name, old.login(), old.role(), true, old.created(), world.now())
                : old);
    }

    /** Gives the names of the tokens that have not expired. */
    Stream<String> live() {
        return bySecret.values().stream()
                .filter(token -> !token.hasExpired(world.now()))
                .map(token -> token.name);
    }

    void revoke(String secret) {
        bySecret.remove(secret);
    }

    private List<Token> tokensOf(long account) {
        return bySecret.values().stream()
                .filter(token -> token.account == account)
                .sorted(Comparator.comparingLong(token -> token.id))
                .toList();
    }

    private Answer search(Call call) {
        int perPage = call.query().positive("perpage", 1000);
        int page = call.query().positive("page", 1);
        String text = call.query().first("query").toLowerCase(Locale.ROOT);
        List<Account> found = byId.values().stream()
                .filter(account -> account.name().toLowerCase(Locale.ROOT).contains(text)
                        || account.login().contains(text))
                .sorted(Comparator.comparing(Account::name))
                .toList();
        List<Fields> shown = new ArrayList<>();
        found.stream()
                .skip((long) (page - 1) * perPage)
                .limit(perPage)
                .forEach(account -> shown.add(summary(account, "/avatar/" + "0".repeat(32))));
        return Answer.ok(new Fields()
                .add("totalCount", found.size())
                .raw("serviceAccounts", Fields.array(shown))
                .add("page", page)
                .add("perPage", perPage));
    }

    private Fields named(Account account) {
        return new Fields()
                .add("id", account.id())
                .addIf(world.flavour().atLeast(11), "uid", account.uid())
                .add("name", account.name())
                .add("login", account.login())
                .add("orgId", org.id())
                .add("isDisabled", account.disabled());
    }

    private Fields summary(Account account, String avatar) {
        return named(account)
                .add("role", account.role().title())
                .add("tokens", tokensOf(account.id()).size())
                .add("avatarUrl", avatar);
    }

    private Fields profile(Account account) {
        return named(account)
                .add("createdAt", World.seconds(account.created()))
                .add("updatedAt", World.seconds(account.updated()))
                .add("avatarUrl", "/avatar/" + "0".repeat(32))
                .add("role", account.role().title())
                .raw("teams", "null");
    }

    private Answer create(Call call) {
        Members request = call.members("name");
        Role role = Role.of(request.text("role")).orElse(Role.VIEWER);
        String name = request.text("name");
        if (byName(name) != null) {
            return Answer.message(400, "service account already exists");
        }
        Account account = add(name, role, request.flag("isDisabled"));
        return Answer.json(201, summary(account, ""));
    }

    private Account account(Call call) {
        Account account = byId.get(call.id("id"));
        if (account == null) {
            throw new Refused(Answer.message(404, "service account not found"));
        }
        return account;
    }

    private Answer get(Call call) {
        return Answer.ok(profile(account(call)));
    }

    private Answer update(Call call) {
        Account old = account(call);
        Members request = call.members();
        Account account = new Account(
                old.id(),
                old.uid(),
                request.has("name") ? request.text("name") : old.name(),
                old.login(),
                Role.of(request.text("role")).orElse(old.role()),
                request.has("isDisabled") ? request.flag("isDisabled") : old.disabled(),
                old.created(),
                world.now());
        byId.put(account.id(), account);
        return Answer.ok(new Fields()
                .add("id", account.id())
                .add("message", "Service account updated")
                .add("name", account.name())
                .add("serviceaccount", profile(account)));
    }

    private Answer delete(Call call) {
        Account account = account(call);
        byId.remove(account.id());
        tokensOf(account.id()).forEach(token -> bySecret.remove(token.secret()));
        return Answer.message(200, "Service account deleted");
    }

    private Answer tokens(Call call) {
        return Answer.ok(Fields.array(
                tokensOf(account(call).id()).stream().map(this::shown).toList()));
    }

    private Fields shown(Token token) {
        Instant now = world.now();
        Instant used = token.lastUsed;
        Instant end = token.expiration;
        return new Fields()
                .add("id", token.id)
                .add("name", token.name)
                .add("created", World.seconds(token.created))
                .raw("lastUsedAt", used == null ? "null" : Json.quote(World.seconds(used)))
                .raw("expiration", end == null ? "null" : Json.quote(World.seconds(end)))
                .raw("secondsUntilExpiration", secondsLeft(end, now))
                .add("hasExpired", token.hasExpired(now))
                .add("isRevoked", false);
    }

    /** Tells how long a token lives, but only in its last week, as Grafana does. */
    private static String secondsLeft(@Nullable Instant end, Instant now) {
        if (end == null || !end.isAfter(now) || Duration.between(now, end).compareTo(SOON) > 0) {
            return "0";
        }
        return Double.toString(Duration.between(now, end).toMillis() / 1000.0);
    }

    private Answer createToken(Call call) {
        Account account = account(call);
        Members request = call.members("name");
        long seconds = request.whole("secondsToLive");
        if (seconds < 0) {
            return Answer.message(400, "SecondsToLive value must not be negative");
        }
        if (world.maxSecondsToLive() > 0 && seconds == 0) {
            return Answer.message(400, "Number of seconds before expiration should be set");
        }
        if (world.maxSecondsToLive() > 0 && seconds > world.maxSecondsToLive()) {
            return Answer.message(400, "Number of seconds before expiration is greater than the global limit");
        }
        String name = request.text("name");
        if (bySecret.values().stream().anyMatch(token -> token.name.equals(name))) {
            return Answer.message(409, "service account token with given name already exists in the organization");
        }
        Token token =
                addToken(account, name, seconds == 0 ? null : world.now().plusSeconds(Math.min(seconds, longestLife)));
        return Answer.ok(new Fields().add("id", token.id).add("name", name).add("key", token.secret()));
    }

    private Answer deleteToken(Call call) {
        Account account = account(call);
        Token token = tokensOf(account.id()).stream()
                .filter(candidate -> candidate.id == call.id("token"))
                .findFirst()
                .orElse(null);
        if (token == null) {
            return Answer.message(404, "service account token not found");
        }
        bySecret.remove(token.secret());
        return Answer.message(200, "Service account token deleted");
    }
}
