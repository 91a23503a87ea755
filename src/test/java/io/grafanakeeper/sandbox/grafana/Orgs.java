package io.grafanakeeper.sandbox.grafana;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers about organisations and users: {@code /api/org}, {@code /api/orgs}, {@code /api/user}, {@code /api/admin}. */
final class Orgs {
    private final Accounts accounts;
    private final World world;

    Orgs(Accounts accounts, World world) {
        this.accounts = accounts;
        this.world = world;
    }

    void routes(Router router) {
        Router.Access server = Router.Access.SERVER_ADMIN;
        router.get("/api/org", Router.Access.SIGNED_IN, call -> Answer.ok(shown(call.org())));
        router.get("/api/org/users", Router.Access.ORG_ADMIN, call -> users(call.org()));
        router.get("/api/orgs", server, call -> list());
        router.post("/api/orgs", server, this::create);
        router.get("/api/orgs/:org", server, call -> one(accounts.org(call.id("org"))));
        router.put("/api/orgs/:org", server, this::rename);
        router.delete("/api/orgs/:org", server, this::delete);
        router.get("/api/orgs/name/:name", server, call -> one(accounts.orgNamed(call.variable("name"))));
        router.get("/api/orgs/:org/users", server, call -> users(accounts.org(call.id("org"))));
        router.post("/api/orgs/:org/users", server, this::addMember);
        router.patch("/api/orgs/:org/users/:user", server, this::setRole);
        router.get("/api/user", Router.Access.SIGNED_IN, this::user);
        router.get("/api/user/orgs", Router.Access.SIGNED_IN, this::memberships);
        router.post("/api/user/using/:org", Router.Access.SIGNED_IN, this::use);
        router.post("/api/admin/users", server, this::createUser);
        router.get("/api/admin/stats", server, call -> stats());
        router.get(
                "/api/admin/settings",
                server,
                call -> Answer.ok(new Fields()
                        .add(
                                "auth",
                                new Fields()
                                        .add("api_key_max_seconds_to_live", Long.toString(world.maxSecondsToLive())))
                        .toString()));
    }

    private static Fields shown(Org org) {
        Fields address = new Fields()
                .add("address1", "")
                .add("address2", "")
                .add("city", "")
                .add("zipCode", "")
                .add("state", "")
                .add("country", "");
        return named(org).add("address", address);
    }

    private static Fields named(Org org) {
        return new Fields().add("id", org.id()).add("name", org.name());
    }

    private Answer list() {
        return Answer.ok(Fields.array(accounts.orgs().stream().map(Orgs::named).toList()));
    }

    private static Answer one(@Nullable Org org) {
        return org == null ? missing() : Answer.ok(shown(org));
    }

    private static Answer missing() {
        return Answer.message(404, "Organization not found");
    }

    private Answer create(Call call) {
        String name = call.members("name").text("name");
        synchronized (accounts) {
            if (accounts.orgNamed(name) != null) {
                return Answer.message(409, "Organization name taken");
            }
            Org org = accounts.addOrg(name);
            User creator = call.principal().user();
            if (creator != null) {
                org.members().put(creator.id(), Role.ADMIN);
            }
            return Answer.ok(new Fields().add("message", "Organization created").add("orgId", org.id()));
        }
    }

    private Answer rename(Call call) {
        Org org = accounts.org(call.id("org"));
        String name = call.members("name").text("name");
        if (org == null) {
            return missing();
        }
        Org namesake = accounts.orgNamed(name);
        if (namesake != null && namesake.id() != org.id()) {
            return Answer.message(400, "Organization name taken");
        }
        org.rename(name);
        return Answer.message(200, "Organization updated");
    }

    private Answer delete(Call call) {
        Org org = accounts.org(call.id("org"));
        if (org == null) {
            return Answer.message(404, "Failed to delete organization. ID not found");
        }
        accounts.removeOrg(org);
        return Answer.message(200, "Organization deleted");
    }

    private Answer users(@Nullable Org org) {
        List<Fields> members = org == null
                ? List.of()
                : accounts.users().stream()
                        .filter(user -> org.members().containsKey(user.id()))
                        .sorted(Comparator.comparingLong(User::id))
                        .map(user -> member(org, user))
                        .toList();
        return Answer.ok(Fields.array(members));
    }

    private Fields member(Org org, User user) {
        Role role = org.members().getOrDefault(user.id(), Role.VIEWER);
        return new Fields()
                .add("orgId", org.id())
                .add("userId", user.id())
                .add("email", user.email())
                .add("name", user.name())
                .add("avatarUrl", "/public/img/user_profile.png")
                .add("login", user.login())
                .add("role", role.title())
                .add("lastSeenAt", World.seconds(world.now()))
                .add("lastSeenAtAge", "< 1m");
    }

    private Answer addMember(Call call) {
        Members request = call.members("loginOrEmail", "role");
        String title = request.text("role");
        Role role = Role.of(title)
                .orElseThrow(() -> new Refused(Answer.invalid(
                        400,
                        List.of(Answer.deserializationError("JSON validation error: invalid role value: " + title)))));
        User user = accounts.user(request.text("loginOrEmail"));
        if (user == null) {
            return Answer.message(404, "User not found");
        }
        Org org = accounts.org(call.id("org"));
        if (org == null) {
            return Answer.message(500, "Could not add user to organization");
        }
        if (org.members().putIfAbsent(user.id(), role) != null) {
            return Answer.json(
                    409,
                    new Fields()
                            .add("message", "User is already member of this organization")
                            .add("userId", user.id()));
        }
        return Answer.ok(
                new Fields().add("message", "User added to organization").add("userId", user.id()));
    }

    private Answer setRole(Call call) {
        Org org = accounts.org(call.id("org"));
        Role role = Role.of(call.members("role").text("role")).orElse(Role.VIEWER);
        if (org == null || !org.members().containsKey(call.id("user"))) {
            return Answer.message(404, "User not found");
        }
        boolean otherAdmin = org.members().entrySet().stream()
                .anyMatch(member -> member.getKey() != call.id("user") && member.getValue() == Role.ADMIN);
        if (role != Role.ADMIN && !otherAdmin) {
            return Answer.message(400, "Cannot change role so that there is no organization admin left");
        }
        org.members().put(call.id("user"), role);
        return Answer.message(200, "Organization user updated");
    }

    private Answer user(Call call) {
        User user = call.principal().user();
        if (user == null && !call.principal().identity().equals("user:2")) {
            return Answer.message(404, "user not found");
        }
        String login = call.principal().login();
        return Answer.ok(new Fields()
                .add("id", user == null ? 2 : user.id())
                .add("email", user == null ? login : user.email())
                .add("name", user == null ? login : user.name())
                .add("login", login)
                .add("theme", "")
                .add("orgId", call.org().id())
                .add("isGrafanaAdmin", call.principal().serverAdmin())
                .add("isDisabled", false)
                .add("isExternal", user == null)
                .raw("authLabels", user == null ? "[\"Auth Proxy\"]" : "[]")
                .add("updatedAt", World.seconds(world.now()))
                .add("createdAt", World.seconds(user == null ? world.now() : user.created()))
                .add("avatarUrl", "/public/img/user_profile.png"));
    }

    /** Tells users, and those whom Entra sent, their roles; keys and tokens are members of nothing. */
    private Answer memberships(Call call) {
        Principal principal = call.principal();
        if (principal.user() == null && !principal.identity().equals("user:2")) {
            return Answer.ok(Fields.array(List.of()));
        }
        Fields membership = new Fields()
                .add("orgId", call.org().id())
                .add("name", call.org().name())
                .add("role", principal.role().title());
        return Answer.ok(Fields.array(List.of(membership)));
    }

    private Answer use(Call call) {
        User user = call.principal().user();
        Org org = accounts.org(call.id("org"));
        if (user == null || org == null || !org.members().containsKey(user.id())) {
            return Answer.message(401, "Not a valid organization");
        }
        user.use(org.id());
        return Answer.message(200, "Active organization changed");
    }

    private Answer createUser(Call call) {
        Members request = call.members();
        String login = request.text("login");
        String email = request.text("email");
        if (login.isEmpty() && email.isEmpty()) {
            return Answer.message(400, "Validation error, need specify either username or email");
        }
        if (request.text("password").length() < 4) {
            return Answer.message(400, "Password is missing or too short");
        }
        synchronized (accounts) {
            if (accounts.user(login) != null || accounts.user(email) != null) {
                return Answer.message(
                        412, "User with email '" + email + "' or username '" + login + "' already exists");
            }
            String name = login.isEmpty() ? email : login;
            User user = accounts.addUser(name, email, request.text("name"), request.text("password"), false);
            Org org = accounts.org(Math.max(1, request.whole("orgId")));
            if (org != null) {
                org.members().put(user.id(), Role.VIEWER);
                user.use(org.id());
            }
            return Answer.ok(new Fields().add("id", user.id()).add("message", "User created"));
        }
    }

    private Answer stats() {
        int dashboards = accounts.orgs().stream()
                .mapToInt(org -> org.dashboards().size())
                .sum();
        return Answer.ok(new Fields()
                .add("orgs", accounts.orgs().size())
                .add("dashboards", dashboards)
                .add("users", accounts.users().size()));
    }
}
