package io.grafanakeeper.frames;

import java.util.List;
import java.util.Map;

/**
 * Says whether a check holds.
 *
 * @param problems what does not hold for the answer as a whole, a sentence each: a count of rows, a column that is not there
 * @param violations how many rows do not hold it
 * @param examples the first of those rows, and of those that were too many, at most 20
 */
public record CheckResult(List<String> problems, long violations, List<Violation> examples) {
    /** Tells whether everything holds. */
    public boolean holds() {
        return problems.isEmpty() && violations == 0;
    }

    /**
     * Is a row that does not hold.
     *
     * @param row its number in the file, from 1, the header not counted
     * @param condition the first condition that it does not hold
     * @param values its values by column; those that are not there are left out, long ones are cut
     */
    public record Violation(long row, String condition, Map<String, String> values) {}
}
