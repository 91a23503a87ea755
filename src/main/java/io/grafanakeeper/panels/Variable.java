package io.grafanakeeper.panels;

import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.json.LosslessJson;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Holds a variable as its dashboard defines it.
 *
 * @param type the classic name of its kind: {@code query custom constant interval textbox datasource adhoc groupby switch}
 * @param options the saved values to choose from, without {@code All}
 * @param spec the whole definition
 */
record Variable(String name, String type, List<Option> options, JsonNode spec) {
    /** Holds one value to choose, and how it is shown. */
    record Option(String text, String value, boolean selected) {}

    /** The value that stands for all the others. */
    static final String ALL = "$__all";

    /** Returns a value that Grafana itself defines, which no dashboard describes. */
    static Variable builtIn(String name) {
        return new Variable(name, "", List.of(), SavedPanel.empty());
    }

    boolean multi() {
        return spec.path("multi").asBoolean() || type.equals("groupby");
    }

    boolean includeAll() {
        return spec.path("includeAll").asBoolean();
    }

    String allValue() {
        return text("allValue");
    }

    String text(String field) {
        return LosslessJson.text(spec.path(field));
    }

    boolean hasValue(String value) {
        return options.stream().anyMatch(option -> option.value().equals(value));
    }

    /** Finds an option by its value, else by its text, as Grafana finds what a dashboard saved or a link says. */
    Optional<Option> find(String value, String text) {
        return first(option -> option.value().equals(value))
                .or(() -> first(option -> option.text().equals(text)));
    }

    private Optional<Option> first(Predicate<Option> test) {
        return options.stream().filter(test).findFirst();
    }

    Variable withOptions(List<Option> found) {
        return new Variable(name, type, List.copyOf(found), spec);
    }
}
