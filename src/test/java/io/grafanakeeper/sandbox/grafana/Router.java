package io.grafanakeeper.sandbox.grafana;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the handler of a request by its method and path; literal segments win over variables. */
final class Router {
    /** Answers a request. */
    interface Handler {
        Answer handle(Call call);
    }

    /** Says who may ask. */
    enum Access {
        ANYONE,
        SIGNED_IN,
        ORG_ADMIN,
        SERVER_ADMIN
    }

    /** Is a route as it was declared. */
    record Route(String method, String template, List<String> segments, Access access, Handler handler) {
        String label() {
            return method + " " + template;
        }
    }

    /** Is a route with the variables that a path gave it. */
    record Match(Route route, Map<String, String> variables) {}

    private final Map<String, List<Route>> routesByMethod = new HashMap<>();

    void get(String template, Access access, Handler handler) {
        add("GET", template, access, handler);
    }

    void post(String template, Access access, Handler handler) {
        add("POST", template, access, handler);
    }

    void put(String template, Access access, Handler handler) {
        add("PUT", template, access, handler);
    }

    void patch(String template, Access access, Handler handler) {
        add("PATCH", template, access, handler);
    }

    void delete(String template, Access access, Handler handler) {
        add("DELETE", template, access, handler);
    }

    /** Forgets every route whose label, such as {@code GET /api/org}, is not among these. */
    void keepOnly(Set<String> labels) {
        routesByMethod.values().forEach(routes -> routes.removeIf(route -> !labels.contains(route.label())));
    }

    private void add(String method, String template, Access access, Handler handler) {
        routesByMethod
                .computeIfAbsent(method, any -> new ArrayList<>())
                .add(new Route(method, template, split(template), access, handler));
    }

    /** Finds the route of a raw path; null when no route matches. */
    @Nullable
    Match find(String method, String rawPath) {
        List<String> segments = split(rawPath);
        Route best = null;
        for (Route route : routesByMethod.getOrDefault(method.equals("HEAD") ? "GET" : method, List.of())) {
            if (matches(route.segments(), segments) && (best == null || variables(route) < variables(best))) {
                best = route;
            }
        }
        return best == null ? null : new Match(best, bind(best.segments(), segments));
    }

    private static long variables(Route route) {
        return route.segments().stream().filter(Router::isVariable).count();
    }

    private static boolean matches(List<String> template, List<String> path) {
        if (template.size() != path.size()) {
            return false;
        }
        for (int i = 0; i < path.size(); i++) {
            String part = template.get(i);
            if (isVariable(part) ? path.get(i).isEmpty() : !part.equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, String> bind(List<String> template, List<String> path) {
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < path.size(); i++) {
            if (isVariable(template.get(i))) {
                String raw = path.get(i).replace("+", "%2B");
                variables.put(template.get(i).substring(1), URLDecoder.decode(raw, StandardCharsets.UTF_8));
            }
        }
        return variables;
    }

    private static boolean isVariable(String segment) {
        return segment.startsWith(":");
    }

    /** Splits a path at its slashes; one at the end changes nothing. */
    private static List<String> split(String path) {
        List<String> segments = new ArrayList<>();
        int start = path.startsWith("/") ? 1 : 0;
        int length = path.endsWith("/") ? path.length() - 1 : path.length();
        while (start <= length) {
            int end = path.indexOf('/', start);
            int stop = end < 0 || end > length ? length : end;
            segments.add(path.substring(start, stop));
            start = stop + 1;
        }
        return segments;
    }
}
