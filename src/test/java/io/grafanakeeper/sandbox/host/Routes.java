package io.grafanakeeper.sandbox.host;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the HTTP function for a method and a path. */
final class Routes {
    /** A function, and the route parameters it was found with. */
    record Found(HostedFunction function, Trigger.Http trigger, Map<String, String> parameters) {}

    private record Route(HostedFunction function, Trigger.Http trigger, RoutePattern pattern) {
        boolean takes(String method) {
            return trigger.methods().isEmpty() || trigger.methods().contains(method);
        }

        boolean sharesMethodWith(Route other) {
            Set<String> theirs = other.trigger.methods();
            return trigger.methods().isEmpty()
                    || theirs.isEmpty()
                    || trigger.methods().stream().anyMatch(theirs::contains);
        }
    }

    private final List<Route> routes = new ArrayList<>();

    /** Takes the HTTP functions among these. */
    Routes(List<HostedFunction> functions, String prefix) {
        for (HostedFunction function : functions) {
            if (function.trigger() instanceof Trigger.Http http) {
                String where = "function " + function.name();
                RoutePattern pattern = new RoutePattern(prefix + "/" + http.route(), where);
                routes.add(new Route(function, http, pattern));
            }
        }
        refuseEqualRoutes();
        routes.sort(Comparator.comparing(Route::pattern));
    }

    private void refuseEqualRoutes() {
        Map<String, List<Route>> byShape = new HashMap<>();
        for (Route route : routes) {
            List<Route> others = byShape.computeIfAbsent(route.pattern().shape(), shape -> new ArrayList<>());
            for (Route other : others) {
                if (route.sharesMethodWith(other)) {
                    throw new HostStartException("the functions "
                            + other.function().name() + " and "
                            + route.function().name() + " share the route "
                            + route.trigger().route());
                }
            }
            others.add(route);
        }
    }

    /** Finds the most exact route; one with other methods does not hide a less exact one. */
    Optional<Found> find(String method, List<String> path) {
        for (Route route : routes) {
            if (route.takes(method)) {
                Optional<Map<String, String>> parameters = route.pattern().match(path);
                if (parameters.isPresent()) {
                    return Optional.of(new Found(route.function(), route.trigger(), parameters.get()));
                }
            }
        }
        return Optional.empty();
    }
}
