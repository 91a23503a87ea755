package io.grafanakeeper.targets;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.runs.Explanation;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.settings.Auth;
import io.grafanakeeper.settings.Kind;
import io.grafanakeeper.settings.Target;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Finds out for which audience a Grafana takes Entra tokens when it refuses those for the target's scope.
 *
 * <p>Only a check does so, only with Entra and only at the target's own host: jobs never guess, and a password that is sent again and
 * again locks its user out.
 */
final class Audiences {
    /** What Azure's Grafanas are known to ask for. */
    private static final List<String> KNOWN = List.of(
            Target.DEFAULT_SCOPE,
            "ce34e7e5-485f-4d76-964f-b3d2b16d1e4f/.default",
            "6f2d169c-08f3-4a4c-a982-bcaf2d038c45/.default");

    private static final String ACCEPTED = "accepted";
    private static final String REFUSED = "refused";

    private final Target target;
    private final Function<String, GrafanaClient> clients;
    private final Consumer<GrafanaClient> entrance;

    /**
     * Creates the search.
     *
     * @param clients gives the client that signs in with tokens of another scope
     * @param entrance a read that fails with 401 if the token is refused
     */
    Audiences(Target target, Function<String, GrafanaClient> clients, Consumer<GrafanaClient> entrance) {
        this.target = target;
        this.clients = clients;
        this.entrance = entrance;
    }

    /** Notes that the target's own scope is the right one. */
    void accepted(ObjectNode result) {
        if (entra()) {
            audience(result, ACCEPTED);
        }
    }

    /** Notes that Grafana answers 401, what it says to the other audiences, and what to do. */
    void refused(ObjectNode result) {
        if (!entra()) {
            result.put(
                    "advice",
                    "the Key Vault secret must hold a credential that this Grafana knows: put a current one there. The check tries no"
                            + " other, since wrong passwords lock a user out");
            return;
        }
        ObjectNode audience = audience(result, REFUSED);
        ObjectNode others = audience.putObject("others");
        Optional<String> fitting = Optional.empty();
        for (String scope : KNOWN) {
            if (!scope.equals(target.scope()) && fitting.isEmpty()) {
                String answer = answer(scope);
                others.put(scope, answer);
                fitting = answer.equals(ACCEPTED) ? Optional.of(scope) : Optional.empty();
            }
        }
        fitting.ifPresent(scope -> audience.put("use", scope));
        result.put("advice", fitting.map(this::changeScope).orElseGet(this::checkRole));
    }

    private boolean entra() {
        return target.auth() instanceof Auth.Entra || target.auth() instanceof Auth.ServicePrincipal;
    }

    private ObjectNode audience(ObjectNode result, String answer) {
        return result.putObject("audience").put("scope", target.scope()).put("answer", answer);
    }

    private String answer(String scope) {
        try {
            entrance.accept(clients.apply(scope));
            return ACCEPTED;
        } catch (GrafanaException.Unauthorized e) {
            return REFUSED;
        } catch (GrafanaException.Forbidden | GrafanaException.NotFound | GrafanaException.Rejected e) {
            // It knows who asks.
            return ACCEPTED;
        } catch (GrafanaException | ServiceException e) {
            return "not tried: " + Explanation.of(e).text();
        }
    }

    private String changeScope(String scope) {
        return "this Grafana refuses tokens for " + target.scope() + " and takes those for " + scope
                + ": set the target's scope to that";
    }

    private String checkRole() {
        String role = target.kind() == Kind.MONITOR
                ? "Azure Monitor Dashboards with Grafana Contributor on the resource groups"
                : "Grafana Admin on the workspace";
        return "this Grafana refuses tokens for every audience that is known. Azure's advice: 1. check the token's audience, and set the"
                + " target's scope if the workspace wants one of its own; 2. check the role assignment: the identity needs "
                + role + "; 3. if the role was assigned just now, wait a few minutes and check again";
    }
}
