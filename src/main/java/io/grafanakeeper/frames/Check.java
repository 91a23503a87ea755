package io.grafanakeeper.frames;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Is a condition that the rows of an answer must hold: {@code A.value <= 100 and A.rows >= 1}.
 *
 * <ul>
 *   <li>{@code rows} counts all rows, {@code A.rows} those of query A.
 *   <li>{@code A.latency} is the column of that name, in any case; each row of query A that has it must hold. {@code A.value} means
 *       all of A's columns of numbers where none is named so. {@code A."p 95"} names a column with blanks.
 *   <li>Numbers are compared exactly. NaN holds nothing; no value holds only {@code == null}; what is no number holds no
 *       comparison with one.
 *   <li>Conditions are joined by {@code and} or {@code &&}.
 * </ul>
 */
public final class Check {
    private final String text;
    private final List<Condition> conditions;

    private Check(String text, List<Condition> conditions) {
        this.text = text;
        this.conditions = conditions;
    }

    /**
     * Reads a check.
     *
     * @throws IllegalArgumentException if it is none; the message goes on after the check's text and names the allowed form
     */
    public static Check parse(String text) {
        return new Check(text, CheckParser.parse(text));
    }

    /** Returns the queries that it names. */
    public Set<String> refIds() {
        Set<String> refIds = new TreeSet<>();
        for (Condition condition : conditions) {
            if (condition.refId() != null) {
                refIds.add(condition.refId());
            }
        }
        return refIds;
    }

    /** Returns a sink that holds rows against the check. */
    public CheckSink sink() {
        return new CheckSink(conditions);
    }

    @Override
    public String toString() {
        return text;
    }
}
