package io.grafanakeeper.panels;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces variables in a text: {@code $name}, {@code ${name}}, {@code ${name.field:format}}, {@code [[name]]}, {@code
 * [[name:format]]}. What is no variable stays as it is.
 *
 * <p>Source: {@code sceneInterpolator.ts} in {@code grafana/scenes}.
 */
final class Interpolation {
    private static final Pattern REFERENCE = Pattern.compile("\\$(?<plain>\\w+)"
            + "|\\[\\[(?<old>\\w+?)(?::(?<oldFormat>\\w+))?]]"
            + "|\\$\\{(?<name>\\w+)(?:\\.(?<field>[^:^}]+))?(?::(?<format>[^}]+))?}");
    private static final String AUTOMATIC = "__auto_interval_";

    private final Variables variables;
    private final BuiltIns builtIns;

    Interpolation(Variables variables, BuiltIns builtIns) {
        this.variables = variables;
        this.builtIns = builtIns;
    }

    /**
     * Replaces the variables in a text.
     *
     * @param standard how a value is written where the text does not say it
     * @throws PanelException if a variable has no value
     */
    String replace(String text, Formatter standard) {
        if (text.indexOf('$') < 0 && !text.contains("[[")) {
            return text;
        }
        Matcher references = REFERENCE.matcher(text);
        StringBuilder replaced = new StringBuilder(text.length());
        while (references.find()) {
            String value = value(references, standard);
            references.appendReplacement(
                    replaced, Matcher.quoteReplacement(value == null ? references.group() : value));
        }
        return references.appendTail(replaced).toString();
    }

    /** Tells whether a text holds a variable with several values. */
    boolean hasSeveral(String text) {
        Matcher references = REFERENCE.matcher(text);
        while (references.find()) {
            Variable variable = variables.find(name(references));
            if (variable != null && variables.value(variable).values().size() > 1) {
                return true;
            }
        }
        return false;
    }

    private @Nullable String value(Matcher reference, Formatter standard) {
        String name = name(reference);
        String format = either(reference.group("format"), reference.group("oldFormat"));
        String field = reference.group("field");
        String builtIn = builtIns.find(name, field);
        if (builtIn != null) {
            return write(VariableValue.single(builtIn), Variable.builtIn(name), format, standard);
        }
        if (name.startsWith(AUTOMATIC)) {
            Variable interval = variables.find(name.substring(AUTOMATIC.length()));
            return interval == null ? null : variables.automatic(interval);
        }
        Variable variable = variables.find(name);
        if (variable == null) {
            return null;
        }
        VariableValue value = variables.value(variable);
        return "text".equals(field) ? value.text() : write(value, variable, format, standard);
    }

    private String write(VariableValue value, Variable variable, @Nullable String format, Formatter standard) {
        List<String> parts = format == null ? List.of("") : Arrays.asList(format.split(":", -1));
        VariableFormat chosen = VariableFormat.of(parts.get(0));
        String custom = value.customAll();
        if (custom != null && !isWritten(chosen)) {
            return custom;
        }
        return format == null
                ? standard.write(value, variable)
                : chosen.write(
                        value,
                        variable,
                        parts.subList(1, parts.size()),
                        builtIns.range().zone());
    }

    /** The formats that apply even to a text that stands for all values. */
    private static boolean isWritten(VariableFormat format) {
        return format == VariableFormat.TEXT
                || format == VariableFormat.PERCENTENCODE
                || format == VariableFormat.QUERYPARAM;
    }

    private static String name(Matcher reference) {
        String name = either(reference.group("plain"), reference.group("old"));
        return name == null ? reference.group("name") : name;
    }

    private static @Nullable String either(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }
}
