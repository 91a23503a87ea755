package io.grafanakeeper.frames;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Decides which row and column each value belongs to.
 *
 * <ul>
 *   <li>A frame's first time field is {@code time}; further ones are values like any other.
 *   <li>The other fields are values. Those with the same labels share a row: a wide frame becomes one row for each time and set of
 *       labels, a long frame or a table one for each of its own. Rows keep the order of the frame; of the rows of one time, the
 *       labels that appear first come first.
 *   <li>Columns are {@code time, refId, frame}, then all names of labels in order, then the names of value fields as they
 *       appear. A field without a name has the one that its data source displays, or is called {@code value}.
 *   <li>A name that is taken becomes {@code name_2}, {@code name_3} and so on: a label named {@code time}, a field named like a
 *       label.
 * </ul>
 */
final class Tidy {
    private final IdentityHashMap<Frame, List<Group>> groups = new IdentityHashMap<>();
    private final SortedMap<String, Set<String>> labels = new TreeMap<>();
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final Map<String, Integer> labelColumns = new LinkedHashMap<>();
    private final Map<String, Integer> valueColumns = new LinkedHashMap<>();
    private final Columns columns;

    Tidy(List<String> refIds, List<Frame> frames) {
        frames.forEach(this::add);
        columns = columns(refIds);
    }

    /** Collects what is known of a column of values. */
    private record Value(FieldType type, Set<String> refIds) {
        Value with(FieldType other, String refId) {
            refIds.add(refId);
            return new Value(type == other ? type : FieldType.OTHER, refIds);
        }
    }

    Columns columns() {
        return columns;
    }

    /** Returns the groups of a frame, at least one. */
    List<Group> groups(Frame frame) {
        return groups.getOrDefault(frame, List.of());
    }

    int labelColumn(String label) {
        return labelColumns.getOrDefault(label, -1);
    }

    int valueColumn(String key) {
        return valueColumns.getOrDefault(key, -1);
    }

    /** Returns the number of the field that tells the time, or -1. */
    static int timeField(Frame frame) {
        for (int i = 0; i < frame.fields().size(); i++) {
            if (frame.fields().get(i).type() == FieldType.TIME) {
                return i;
            }
        }
        return -1;
    }

    private void add(Frame frame) {
        int time = timeField(frame);
        Map<SortedMap<String, String>, Group> byLabels = new LinkedHashMap<>();
        for (int i = 0; i < frame.fields().size(); i++) {
            if (i != time) {
                Field field = frame.fields().get(i);
                Group group = byLabels.computeIfAbsent(field.labels(), Group::new);
                collect(frame.refId(), field, group.add(i, field));
            }
        }
        if (byLabels.isEmpty()) {
            byLabels.put(new TreeMap<>(), new Group(new TreeMap<>()));
        }
        groups.put(frame, List.copyOf(byLabels.values()));
    }

    private void collect(String refId, Field field, String key) {
        for (String label : field.labels().keySet()) {
            labels.computeIfAbsent(label, name -> new TreeSet<>()).add(refId);
        }
        Value value = values.getOrDefault(key, new Value(field.type(), new TreeSet<>()));
        values.put(key, value.with(field.type(), refId));
    }

    private Columns columns(List<String> refIds) {
        Set<String> all = Set.copyOf(refIds);
        Set<String> taken = new TreeSet<>();
        List<Column> list = new ArrayList<>();
        add(list, taken, new Column("time", Column.Role.TIME, FieldType.TIME, all));
        add(list, taken, new Column("refId", Column.Role.REF_ID, FieldType.STRING, all));
        add(list, taken, new Column("frame", Column.Role.FRAME, FieldType.STRING, all));
        labels.forEach((name, having) -> {
            labelColumns.put(name, list.size());
            add(list, taken, new Column(Names.free(name, taken), Column.Role.LABEL, FieldType.STRING, having));
        });
        values.forEach((key, value) -> {
            valueColumns.put(key, list.size());
            add(list, taken, new Column(Names.free(key, taken), Column.Role.VALUE, value.type(), value.refIds()));
        });
        return new Columns(list);
    }

    private static void add(List<Column> list, Set<String> taken, Column column) {
        list.add(column);
        taken.add(column.name());
    }
}
