package io.grafanakeeper.panels;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.json.LosslessJson;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds out which queries the server side expressions of a panel need.
 *
 * <p>{@code math} names them as {@code $A} or {@code ${A}}; {@code reduce}, {@code resample} and {@code threshold} as {@code A} or
 * {@code $A}; {@code classic_conditions} in {@code conditions[].query.params[0]}; {@code sql} as tables.
 */
final class Expressions {
    private static final Pattern MATH = Pattern.compile("\\$(?:\\{([^}]+)}|(\\w+))");
    private static final Pattern WORD = Pattern.compile("[`\"]([^`\"]+)[`\"]|(\\w+)");

    private Expressions() {}

    /** Returns the refIds of the queries to send: those that are not hidden, and what their expressions need. */
    static Set<String> needed(List<ObjectNode> targets) {
        Map<String, ObjectNode> byRefId = new LinkedHashMap<>();
        targets.forEach(target -> byRefId.put(refId(target), target));
        Set<String> needed = new HashSet<>();
        Deque<ObjectNode> open = new ArrayDeque<>();
        for (ObjectNode target : targets) {
            if (!isHidden(target) && needed.add(refId(target))) {
                open.add(target);
            }
        }
        while (!open.isEmpty()) {
            for (String refId : inputs(open.remove())) {
                ObjectNode input = byRefId.get(refId);
                if (input != null && needed.add(refId)) {
                    open.add(input);
                }
            }
        }
        return needed;
    }

    static String refId(JsonNode target) {
        return LosslessJson.text(target.path("refId"));
    }

    static boolean isHidden(JsonNode target) {
        return target.path("hide").asBoolean();
    }

    private static Set<String> inputs(ObjectNode target) {
        Set<String> inputs = new HashSet<>();
        if (Sources.isExpression(target.path("datasource"))) {
            String expression = LosslessJson.text(target.path("expression"));
            boolean isSql = LosslessJson.text(target.path("type")).equals("sql");
            addMatches(isSql ? WORD : MATH, expression, inputs);
            inputs.add(expression.strip());
            for (JsonNode condition : target.path("conditions")) {
                inputs.add(
                        LosslessJson.text(condition.path("query").path("params").path(0)));
            }
        }
        return inputs;
    }

    private static void addMatches(Pattern pattern, String text, Set<String> found) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
    }
}
