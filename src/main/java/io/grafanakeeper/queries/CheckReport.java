package io.grafanakeeper.queries;

import io.grafanakeeper.frames.CheckResult;
import io.grafanakeeper.frames.CheckResult.Violation;
import io.grafanakeeper.runs.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Puts into words what a check found. */
final class CheckReport {
    private CheckReport() {}

    /** Returns why the run counts as failed. */
    static String error(String check, CheckResult result) {
        List<String> reasons = new ArrayList<>(result.problems());
        if (result.violations() > 0) {
            reasons.add(result.violations() + (result.violations() == 1 ? " row does" : " rows do") + " not hold it");
        }
        return "the check \"" + check + "\" does not hold: " + String.join("; ", reasons);
    }

    /** Returns the offending rows as failures of the run. */
    static List<Failure> failures(CheckResult result) {
        return result.examples().stream()
                .map(row -> new Failure("row", Long.toString(row.row()), values(row), "not " + row.condition()))
                .toList();
    }

    /** Returns the offending rows as lines of a message. */
    static String lines(CheckResult result) {
        return result.examples().stream().map(CheckReport::values).collect(Collectors.joining("\n"));
    }

    private static String values(Violation row) {
        return row.values().entrySet().stream()
                .map(value -> value.getKey() + "=" + value.getValue())
                .collect(Collectors.joining(", "));
    }
}
