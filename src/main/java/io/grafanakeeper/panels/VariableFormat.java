package io.grafanakeeper.panels;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes values in the formats that a query can name: {@code ${host:csv}}.
 *
 * <p>Source: "Advanced variable format options" at {@code
 * https://grafana.com/docs/grafana/latest/dashboards/variables/variable-syntax/}, and where that says less or otherwise
 * {@code packages/scenes/src/variables/interpolation/formatRegistry.ts} of {@code grafana/scenes}. An unknown format is
 * {@code glob}, as there.
 */
enum VariableFormat {
    CSV,
    CUSTOMQUERYPARAM,
    DATE,
    DISTRIBUTED,
    DOUBLEQUOTE,
    GLOB,
    HTML,
    JOIN,
    JSON,
    LUCENE,
    PERCENTENCODE,
    PIPE,
    QUERYPARAM,
    RAW,
    REGEX,
    SINGLEQUOTE,
    SQLSTRING,
    TEXT,
    URIENCODE;

    private static final Map<String, VariableFormat> BY_NAME = Stream.of(values())
            .collect(Collectors.toUnmodifiableMap(format -> format.name().toLowerCase(Locale.ROOT), format -> format));

    static VariableFormat of(String name) {
        return BY_NAME.getOrDefault(name, GLOB);
    }

    /**
     * Writes a value.
     *
     * @param arguments what follows the format's name, as {@code YYYY-MM} in {@code ${__from:date:YYYY-MM}}
     */
    String write(VariableValue value, Variable variable, List<String> arguments, ZoneId zone) {
        return switch (this) {
            case CSV, RAW -> value.joined(",");
            case PIPE -> value.joined("|");
            case JOIN -> value.joined(arguments.isEmpty() ? "," : arguments.get(0));
            case GLOB -> value.values().size() > 1 ? "{" + value.joined(",") + "}" : value.first();
            case REGEX -> alternatives(each(value, Escapes::regex));
            case LUCENE -> lucene(value);
            case SINGLEQUOTE -> String.join(",", each(value, text -> "'" + text.replace("'", "\\'") + "'"));
            case DOUBLEQUOTE -> String.join(",", each(value, text -> "\"" + text.replace("\"", "\\\"") + "\""));
            case SQLSTRING ->
                String.join(
                        ",", each(value, text -> "'" + text.replace("'", "''").replace("\"", "\\\"") + "'"));
            case DISTRIBUTED -> value.joined("," + variable.name() + "=");
            case HTML -> Escapes.html(value.joined(", "));
            case JSON -> json(value);
            case PERCENTENCODE -> Escapes.percent(braces(value));
            case URIENCODE -> Escapes.uri(braces(value));
            case QUERYPARAM -> parameters(value, "var-" + variable.name() + "=");
            case CUSTOMQUERYPARAM -> parameters(value, customName(variable, arguments));
            case DATE -> DateFormat.write(value.first(), String.join(":", arguments), zone);
            case TEXT -> value.text();
        };
    }

    static List<String> each(VariableValue value, UnaryOperator<String> change) {
        return value.values().stream().map(change).toList();
    }

    static String alternatives(List<String> escaped) {
        return escaped.size() == 1 ? escaped.get(0) : "(" + String.join("|", escaped) + ")";
    }

    private static String lucene(VariableValue value) {
        if (!value.isList()) {
            return Escapes.lucene(value.first());
        }
        return value.values().isEmpty()
                ? "__empty__"
                : "(" + String.join(" OR ", each(value, text -> "\"" + Escapes.lucene(text) + "\"")) + ")";
    }

    private static String json(VariableValue value) {
        if (!value.isList()) {
            return value.first();
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        value.values().forEach(array::add);
        return array.toString();
    }

    private static String braces(VariableValue value) {
        return value.isList() ? "{" + value.joined(",") + "}" : value.first();
    }

    private static String parameters(VariableValue value, String start) {
        // A link says "all", not which.
        return value.isAll()
                ? start + Variable.ALL
                : String.join("&", each(value, text -> start + Escapes.percent(text)));
    }

    private static String customName(Variable variable, List<String> arguments) {
        String name = arguments.isEmpty() || arguments.get(0).isEmpty() ? variable.name() : arguments.get(0);
        return Escapes.percent(name) + "=" + (arguments.size() < 2 ? "" : Escapes.percent(arguments.get(1)));
    }
}
