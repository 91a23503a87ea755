package io.grafanakeeper.orgs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.grafana.OrgsApi;
import io.grafanakeeper.runs.Locks;
import io.grafanakeeper.runs.ProblemException;
import io.grafanakeeper.saving.DashboardSaver;
import io.grafanakeeper.settings.Auth;
import io.grafanakeeper.settings.Kind;
import io.grafanakeeper.settings.Role;
import io.grafanakeeper.settings.Settings;
import io.grafanakeeper.settings.Target;
import io.grafanakeeper.tokens.TokenVault;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Sets up an organisation, in these steps, each of which finds what an earlier request has done:
 *
 * <ol>
 *   <li>find the organisation by its name, or create it;
 *   <li>add the users who are no members, and correct the role of those who are;
 *   <li>keep the token, as {@link OrgToken} says;
 *   <li>save the dashboards.
 * </ol>
 *
 * <p>A request that failed anywhere is sent again as it was. Nothing is ever taken away. The organisation is named in {@code
 * X-Grafana-Org-Id} with every call, so nobody's current organisation is switched.
 */
public final class OrgWork {
    private static final String CREATED = "created";
    private static final String UPDATED = "updated";
    private static final String UNCHANGED = "unchanged";
    private static final String STATE = "state";

    private final Function<Target, GrafanaClient> clients;
    private final OrgToken tokens;

    /** Creates the work over the targets' clients, the vault and the locks. */
    public OrgWork(
            Function<Target, GrafanaClient> clients,
            Supplier<Settings> settings,
            Supplier<? extends TokenVault> vault,
            Locks locks,
            Clock clock) {
        this.clients = clients;
        this.tokens = new OrgToken(settings, vault, locks, clock);
    }

    /** Sets up an organisation and says of each part whether it is new. */
    ObjectNode setUp(Target target, OrgRequest request) {
        Auth.Basic admin = requireServerAdmin(target);
        OrgRequest.Token token = request.token();
        if (token != null) {
            tokens.requireFree(token);
        }
        GrafanaClient grafana = clients.apply(target);
        OrgsApi orgs = new OrgsApi(grafana);
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("target", target.name());
        long organisation = organisation(orgs, request.name(), admin, json);
        users(orgs, organisation, request.members(), json.putArray("users"));
        GrafanaClient inside = grafana.inOrg(organisation);
        if (token != null || !request.dashboards().isEmpty()) {
            requireMember(orgs, organisation, admin.user());
        }
        if (token != null) {
            json.set("token", tokens.keep(target.name(), organisation, token, inside));
        }
        dashboards(inside, request, json.putArray("dashboards"));
        return json;
    }

    private static Auth.Basic requireServerAdmin(Target target) {
        if (target.kind() != Kind.SELF_HOSTED) {
            throw ProblemException.conflict(
                    "target",
                    "Azure gives nobody the rights of a server's administrator, and its Grafanas have one organisation only",
                    List.of("a target of kind self-hosted"));
        }
        if (target.auth() instanceof Auth.Basic basic) {
            return basic;
        }
        throw ProblemException.conflict(
                "target",
                "only a server's administrator may make organisations, and tokens and keys never are one",
                List.of("a target with auth: basic, and the user and secret of a server's administrator"));
    }

    private static long organisation(OrgsApi orgs, String name, Auth.Basic admin, ObjectNode json) {
        try {
            Optional<Long> found = orgs.find(name);
            long organisation = found.orElseGet(() -> orgs.create(name));
            json.putObject("org")
                    .put("id", organisation)
                    .put("name", name)
                    .put(STATE, found.isPresent() ? UNCHANGED : CREATED);
            return organisation;
        } catch (GrafanaException.Forbidden e) {
            throw ProblemException.conflict(
                    "target",
                    "the user " + admin.user() + " is not an administrator of the server: " + e.reason(),
                    List.of("a target with the user of a server's administrator"));
        }
    }

    private static void users(OrgsApi orgs, long organisation, List<OrgRequest.Member> wanted, ArrayNode json) {
        for (int i = 0; i < wanted.size(); i++) {
            OrgRequest.Member member = wanted.get(i);
            json.addObject()
                    .put("loginOrEmail", member.loginOrEmail())
                    .put("role", member.role().grafanaName())
                    .put(STATE, user(orgs, organisation, member, "users[" + i + "]"));
        }
    }

    private static String user(OrgsApi orgs, long organisation, OrgRequest.Member wanted, String field) {
        String role = wanted.role().grafanaName();
        Optional<OrgsApi.Member> there = find(orgs, organisation, wanted.loginOrEmail());
        try {
            if (there.isEmpty()) {
                orgs.add(organisation, wanted.loginOrEmail(), role);
                return CREATED;
            }
        } catch (GrafanaException.NotFound e) {
            throw ProblemException.notFound(
                    field + ".loginOrEmail", "Grafana has no such user; make the user first", List.of());
        } catch (GrafanaException.Conflict member) {
            // A member by now: our own request whose answer was lost, or somebody else's.
            there = find(orgs, organisation, wanted.loginOrEmail());
            if (there.isPresent() && there.get().role().equals(role)) {
                return CREATED;
            }
        }
        OrgsApi.Member member = there.orElseThrow(() -> ProblemException.conflict(
                field + ".loginOrEmail",
                "Grafana says that this user is a member, and lists no such member",
                List.of()));
        if (member.role().equals(role)) {
            return UNCHANGED;
        }
        try {
            orgs.setRole(organisation, member.id(), role);
            return UPDATED;
        } catch (GrafanaException.Rejected e) {
            throw ProblemException.conflict(field + ".role", "Grafana says: " + e.reason(), List.of(member.role()));
        }
    }

    private static Optional<OrgsApi.Member> find(OrgsApi orgs, long organisation, String loginOrEmail) {
        return orgs.members(organisation).stream()
                .filter(member -> member.is(loginOrEmail))
                .findFirst();
    }

    /** Whoever created the organisation is its administrator; in one that was there, nobody is made one unasked. */
    private static void requireMember(OrgsApi orgs, long organisation, String user) {
        boolean admin = find(orgs, organisation, user)
                .filter(member -> member.role().equals(Role.ADMIN.grafanaName()))
                .isPresent();
        if (!admin) {
            throw ProblemException.conflict(
                    "users",
                    "the target's own user " + user
                            + " is not an Admin of this organisation, so it can make no token and save no"
                            + " dashboard there",
                    List.of("{\"loginOrEmail\":\"" + user + "\",\"role\":\"Admin\"} among the users"));
        }
    }

    private static void dashboards(GrafanaClient inside, OrgRequest request, ArrayNode json) {
        DashboardSaver saver = new DashboardSaver(inside);
        for (int i = 0; i < request.dashboards().size(); i++) {
            try {
                ObjectNode saved = saver.save(request.dashboards().get(i)).json();
                saved.set(STATE, saved.remove("action"));
                json.add(saved);
            } catch (ProblemException e) {
                throw e.inside("dashboards[" + i + "]");
            }
        }
    }
}
