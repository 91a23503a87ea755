package io.grafanakeeper.panels;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Gives each variable its value: what the configuration says, else what a repeated panel holds, else what the dashboard saved.
 *
 * <p>What Grafana's page would find out by asking a data source is refused: nobody can see here that an answer is wrong.
 * Source: {@code MultiValueVariable.ts} and its neighbours in {@code grafana/scenes}, {@code packages/scenes/src/variables}.
 */
final class Variables {
    private final Map<String, Variable> defined;
    private final Map<String, List<String>> given;
    private final TimeRange range;
    private final DataSources sources;
    private final Map<String, VariableValue> scoped;
    private final Map<String, VariableValue> known = new HashMap<>();
    private final Set<String> open = new HashSet<>();

    Variables(
            Map<String, Variable> defined,
            Map<String, List<String>> given,
            Map<String, VariableValue> scoped,
            TimeRange range,
            DataSources sources) {
        this.defined = defined;
        this.given = given;
        this.scoped = scoped;
        this.range = range;
        this.sources = sources;
        given.forEach(this::check);
    }

    private void check(String name, List<String> values) {
        Variable variable = defined.get(name);
        if (variable == null) {
            throw new PanelException(
                    "the dashboard has no variable " + Shown.quote(name) + "; it has " + Shown.list(defined.keySet()));
        }
        if (values.isEmpty()) {
            throw new PanelException(label(variable) + " is given no value");
        }
        if (PageFilters.TYPES.contains(variable.type())) {
            throw new PanelException(label(variable) + " takes no value here: only Grafana's page can apply it");
        }
    }

    Collection<Variable> all() {
        return defined.values();
    }

    @Nullable
    Variable find(String name) {
        return defined.get(name);
    }

    /**
     * Returns the value of a variable.
     *
     * @throws PanelException if it can only be known by asking a data source, or refers to itself
     */
    VariableValue value(Variable variable) {
        VariableValue value = known.get(variable.name());
        if (value == null) {
            if (!open.add(variable.name())) {
                throw new PanelException(label(variable) + " refers to itself");
            }
            value = calculate(withOptions(variable));
            open.remove(variable.name());
            known.put(variable.name(), value);
        }
        return value;
    }

    private VariableValue calculate(Variable variable) {
        List<String> values = given.get(variable.name());
        if (values != null) {
            return given(variable, values);
        }
        VariableValue own = scoped.get(variable.name());
        return own == null ? saved(variable) : own;
    }

    private VariableValue given(Variable variable, List<String> values) {
        if (isAll(variable, values)) {
            return all(variable);
        }
        if (variable.type().equals("interval") && isAuto(values.get(0))) {
            return VariableValue.single(automatic(variable));
        }
        if (values.size() > 1 && !variable.multi()) {
            throw new PanelException(label(variable) + " takes one value; " + values.size() + " are given");
        }
        List<Variable.Option> chosen =
                values.stream().map(value -> option(variable, value)).toList();
        List<String> texts = chosen.stream().map(Variable.Option::text).toList();
        List<String> plain = chosen.stream().map(Variable.Option::value).toList();
        return variable.multi() ? VariableValue.list(plain, texts) : VariableValue.single(plain.get(0), texts.get(0));
    }

    private static Variable.Option option(Variable variable, String value) {
        return variable.find(value, value).orElseGet(() -> {
            if (variable.type().equals("datasource") && !variable.options().isEmpty()) {
                throw new PanelException(label(variable) + " cannot be " + Shown.quote(value) + "; it can be "
                        + Shown.list(variable.options().stream()
                                .map(Variable.Option::text)
                                .toList()));
            }
            return new Variable.Option(value, value, false);
        });
    }

    private VariableValue saved(Variable variable) {
        Saved current = Saved.of(variable.spec().path("current"));
        return switch (variable.type()) {
            case "constant" -> VariableValue.single(first(variable.text("query"), current));
            case "textbox" ->
                VariableValue.single(
                        current.isEmpty()
                                ? variable.text("query")
                                : current.values().get(0));
            case "interval" -> interval(variable, current);
            case "switch" ->
                VariableValue.single(
                        current.isEmpty()
                                ? variable.text("disabledValue")
                                : current.values().get(0));
            case "adhoc" ->
                throw new PanelException(label(variable) + " holds filters, which only Grafana's page applies");
            default -> chosen(variable, current);
        };
    }

    private VariableValue interval(Variable variable, Saved current) {
        if (!current.isEmpty() && isAuto(current.values().get(0))) {
            return VariableValue.single(automatic(variable));
        }
        return chosen(variable, current);
    }

    private VariableValue chosen(Variable variable, Saved current) {
        if (!current.isEmpty() && isAll(variable, current.values())) {
            return all(variable);
        }
        Saved there = variable.type().equals("datasource") ? stillThere(variable, current) : current;
        if (!there.isEmpty()) {
            return interpolated(variable, there.value());
        }
        if (variable.includeAll()) {
            return all(variable);
        }
        return variable.options().stream()
                .filter(Variable.Option::selected)
                .findFirst()
                .or(() -> variable.options().stream().findFirst())
                .map(option -> variable.multi()
                        ? VariableValue.list(List.of(option.value()), List.of(option.text()))
                        : VariableValue.single(option.value(), option.text()))
                .orElseThrow(() -> missing(variable, "has no saved value"));
    }

    /** Leaves out the data sources that are gone; one that has another uid here is known by its name. */
    private static Saved stillThere(Variable variable, Saved current) {
        if (variable.options().isEmpty()) {
            return current;
        }
        List<Variable.Option> found = IntStream.range(0, current.values().size())
                .mapToObj(i ->
                        variable.find(current.values().get(i), current.texts().get(i)))
                .flatMap(Optional::stream)
                .toList();
        return new Saved(
                found.stream().map(Variable.Option::value).toList(),
                found.stream().map(Variable.Option::text).toList(),
                current.isList());
    }

    private VariableValue all(Variable variable) {
        if (!variable.allValue().isBlank()) {
            return VariableValue.customAll(replace(variable.allValue()));
        }
        if (variable.options().isEmpty()) {
            throw missing(variable, "means all values, which the dashboard does not hold");
        }
        return VariableValue.all(
                variable.options().stream().map(Variable.Option::value).toList());
    }

    private static boolean isAll(Variable variable, List<String> values) {
        return values.get(0).equals(Variable.ALL)
                || (variable.includeAll() && values.equals(List.of("All")) && !variable.hasValue("All"));
    }

    private static boolean isAuto(String value) {
        return value.equals("auto") || value.equals("$__auto") || value.startsWith("$__auto_interval");
    }

    /** Calculates the interval that an interval variable means by {@code auto}, as {@code 5m}. */
    String automatic(Variable variable) {
        long steps = variable.spec().path("auto_count").asLong(30);
        String least = variable.text("auto_min");
        return Intervals.text(
                Intervals.calculate(range.millis(), Math.max(1, steps), least.isEmpty() ? "10s" : replace(least)));
    }

    private Variable withOptions(Variable variable) {
        if (variable.type().equals("datasource")) {
            return variable.withOptions(SourceOptions.of(variable, sources, text -> replace(text, Formatter.REGEX)));
        }
        if (!variable.type().equals("custom")) {
            return variable;
        }
        List<Variable.Option> options = new ArrayList<>();
        for (Variable.Option option : variable.options()) {
            options.add(new Variable.Option(replace(option.text()), replace(option.value()), option.selected()));
        }
        return variable.withOptions(options);
    }

    private VariableValue interpolated(Variable variable, VariableValue value) {
        if (!variable.type().equals("custom")) {
            return value;
        }
        List<String> values = value.values().stream().map(this::replace).toList();
        return new VariableValue(values, value.texts(), value.isList(), false, null);
    }

    /** Replaces the variables in a part of another variable's definition. */
    private String replace(String text) {
        return replace(text, Formatter.STANDARD);
    }

    private String replace(String text, Formatter formatter) {
        return new Interpolation(this, BuiltIns.ofTime(range)).replace(text, formatter);
    }

    private static String first(String text, Saved otherwise) {
        return text.isEmpty() && !otherwise.isEmpty() ? otherwise.values().get(0) : text;
    }

    private static PanelException missing(Variable variable, String problem) {
        return new PanelException(
                label(variable) + " " + problem + "; give its values in 'variables: { " + variable.name() + ": … }'");
    }

    private static String label(Variable variable) {
        return "variable " + Shown.quote(variable.name());
    }
}
