package io.grafanakeeper.sandbox.host;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Matches the segments of a path against a route such as {@code targets/{target}/backups} or {@code files/{*rest}}. */
final class RoutePattern implements Comparable<RoutePattern> {
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\*?)(\\w+)}");

    private enum Kind {
        LITERAL,
        PARAMETER,
        REST
    }

    private record Segment(Kind kind, String text) {}

    private final List<Segment> segments;

    RoutePattern(String route, String where) {
        segments = split(route).stream().map(text -> segment(text, where)).toList();
        for (int i = 0; i < segments.size() - 1; i++) {
            if (segments.get(i).kind() == Kind.REST) {
                throw new HostStartException(where + ": {*…} must be the last segment of " + route);
            }
        }
    }

    /** Splits a path, without the empty segments that leading and trailing slashes make. */
    static List<String> split(String path) {
        return Arrays.stream(path.split("/", -1))
                .filter(segment -> !segment.isEmpty())
                .toList();
    }

    private static Segment segment(String text, String where) {
        Matcher parameter = PARAMETER.matcher(text);
        if (parameter.matches()) {
            Kind kind = parameter.group(1).isEmpty() ? Kind.PARAMETER : Kind.REST;
            return new Segment(kind, parameter.group(2));
        }
        if (text.contains("{")) {
            throw new HostStartException(where + ": this host knows {name} and {*name} as whole segments, not " + text);
        }
        return new Segment(Kind.LITERAL, text.toLowerCase(Locale.ROOT));
    }

    /** Returns the parameters of a path that matches. */
    Optional<Map<String, String>> match(List<String> path) {
        Map<String, String> parameters = new HashMap<>();
        int at = 0;
        for (Segment segment : segments) {
            if (segment.kind() == Kind.REST) {
                // As in Azure, the rest may be empty, and is then no parameter at all.
                if (at < path.size()) {
                    parameters.put(segment.text(), String.join("/", path.subList(at, path.size())));
                }
                return Optional.of(parameters);
            }
            if (at == path.size()) {
                return Optional.empty();
            }
            String value = path.get(at++);
            if (segment.kind() == Kind.PARAMETER) {
                parameters.put(segment.text(), value);
            } else if (!segment.text().equals(value.toLowerCase(Locale.ROOT))) {
                return Optional.empty();
            }
        }
        return at == path.size() ? Optional.of(parameters) : Optional.empty();
    }

    /** Orders routes by what wins: at the first difference literal before parameter before rest. */
    @Override
    public int compareTo(RoutePattern other) {
        for (int i = 0; i < Math.min(segments.size(), other.segments.size()); i++) {
            int order = segments.get(i).kind().compareTo(other.segments.get(i).kind());
            if (order != 0) {
                return order;
            }
        }
        // Of {a}/{*rest} and {a} the longer one is the less exact.
        return Integer.compare(segments.size(), other.segments.size());
    }

    /** Returns the same text for routes that match the same paths. */
    String shape() {
        StringBuilder shape = new StringBuilder();
        for (Segment segment : segments) {
            shape.append('/').append(segment.kind() == Kind.LITERAL ? segment.text() : "{" + segment.kind() + "}");
        }
        return shape.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RoutePattern pattern && segments.equals(pattern.segments);
    }

    @Override
    public int hashCode() {
        return segments.hashCode();
    }
}
