package io.grafanakeeper.frames;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds rows against a check as they pass by, and remembers the first that do not hold it. */
public final class CheckSink implements RowSink {
    private static final int EXAMPLES = 20;
    private static final int LONGEST_TEXT = 200;
    private static final String ANY_NUMBER = "value";

    private final List<Watch> watches;
    private final List<CheckResult.Violation> examples = new ArrayList<>();
    private List<String> names = List.of();
    private long rows;
    private long violations;

    CheckSink(List<Condition> conditions) {
        watches = conditions.stream().map(Watch::new).toList();
    }

    /** Follows one condition. */
    private static final class Watch {
        private final Condition condition;
        private final List<CheckResult.Violation> counted = new ArrayList<>();
        private List<Integer> columns = List.of();
        private long rows;

        Watch(Condition condition) {
            this.condition = condition;
        }

        void choose(List<Column> all) {
            columns = columns(all, false);
            if (columns.isEmpty() && ANY_NUMBER.equalsIgnoreCase(condition.column())) {
                columns = columns(all, true);
            }
        }

        private List<Integer> columns(List<Column> all, boolean numbers) {
            List<Integer> chosen = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                Column column = all.get(i);
                boolean number = column.role() == Column.Role.VALUE && column.type() == FieldType.NUMBER;
                boolean ours = condition.refId() != null && column.refIds().contains(condition.refId());
                if (ours && (numbers ? number : condition.named(column))) {
                    chosen.add(i);
                }
            }
            return chosen;
        }

        boolean holds(Row row, String refId) {
            if (!condition.asksFor(refId)) {
                return true;
            }
            rows++;
            for (int column : columns) {
                Cell cell = row.cell(column);
                if (cell.kind() != Cell.Kind.ABSENT && !condition.holds(cell)) {
                    return false;
                }
            }
            return true;
        }

        /** Tells whether this is one of the first rows that a condition on their number counts. */
        boolean keeps(String refId) {
            return condition.column() == null && condition.asksFor(refId) && counted.size() < EXAMPLES;
        }

        @Nullable
        String problem() {
            if (condition.column() == null) {
                String whose = condition.refId() == null ? "there are " : condition.refId() + " has ";
                return condition.holds(rows) ? null : condition.text() + " does not hold: " + whose + rows + " rows";
            }
            return rows > 0 && columns.isEmpty()
                    ? condition.text() + " does not hold: " + condition.refId() + " has no column " + condition.column()
                    : null;
        }
    }

    @Override
    public void begin(Columns columns) {
        names = columns.names();
        watches.forEach(watch -> watch.choose(columns.list()));
    }

    @Override
    public void row(Row row) {
        rows++;
        String refId = String.valueOf(row.cell(Columns.REF_ID).text());
        String broken = null;
        for (Watch watch : watches) {
            if (watch.keeps(refId)) {
                watch.counted.add(new CheckResult.Violation(rows, watch.condition.text(), values(row)));
            }
            if (!watch.holds(row, refId) && broken == null) {
                broken = watch.condition.text();
            }
        }
        if (broken != null) {
            violations++;
            if (examples.size() < EXAMPLES) {
                examples.add(new CheckResult.Violation(rows, broken, values(row)));
            }
        }
    }

    /** Returns what came out, after the last row. */
    public CheckResult result() {
        List<String> problems = new ArrayList<>();
        List<CheckResult.Violation> shown = new ArrayList<>(examples);
        for (Watch watch : watches) {
            String problem = watch.problem();
            if (problem != null) {
                problems.add(problem);
                shown.addAll(watch.counted);
            }
        }
        return new CheckResult(
                List.copyOf(problems),
                violations,
                shown.stream().limit(EXAMPLES).toList());
    }

    private Map<String, String> values(Row row) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String text = row.cell(i).text();
            if (text != null) {
                values.put(names.get(i), text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text);
            }
        }
        return Collections.unmodifiableMap(values);
    }
}
