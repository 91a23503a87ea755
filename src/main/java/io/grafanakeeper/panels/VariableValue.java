package io.grafanakeeper.panels;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds the value of a variable.
 *
 * @param texts how Grafana shows the values
 * @param isList whether it is a list, which is written differently from a single value even if it has one element
 * @param isAll whether all values are chosen
 * @param customAll the text that stands for all values, which is written as it is; null if there is none
 */
record VariableValue(
        List<String> values,
        List<String> texts,
        boolean isList,
        boolean isAll,
        @Nullable String customAll) {
    VariableValue {
        values = List.copyOf(values);
        texts = List.copyOf(texts);
    }

    static VariableValue single(String value) {
        return single(value, value);
    }

    static VariableValue single(String value, String text) {
        return new VariableValue(List.of(value), List.of(text), false, false, null);
    }

    static VariableValue list(List<String> values, List<String> texts) {
        return new VariableValue(values, texts, true, false, null);
    }

    static VariableValue all(List<String> values) {
        return new VariableValue(values, values, true, true, null);
    }

    static VariableValue customAll(String text) {
        return new VariableValue(List.of(text), List.of(text), false, true, text);
    }

    String first() {
        return values.isEmpty() ? "" : values.get(0);
    }

    String joined(String separator) {
        return String.join(separator, values);
    }

    String text() {
        return isAll ? "All" : String.join(" + ", texts);
    }
}
