package io.grafanakeeper.panels;

import java.time.ZoneOffset;
import java.util.List;

/** Writes the value of a variable into a query. */
@FunctionalInterface
interface Formatter {
    /** What Grafana does where neither the query nor the data source says anything: {@code {a,b}}. */
    Formatter STANDARD = (value, variable) -> VariableFormat.GLOB.write(value, variable, List.of(), ZoneOffset.UTC);

    /** The first of several values, as Grafana takes them where only one can be meant. */
    Formatter FIRST = (value, variable) -> value.first();

    /** What Grafana does in an expression that filters names: {@code (a|b)}, nothing in it special. */
    Formatter REGEX = (value, variable) -> VariableFormat.REGEX.write(value, variable, List.of(), ZoneOffset.UTC);

    String write(VariableValue value, Variable variable);
}
