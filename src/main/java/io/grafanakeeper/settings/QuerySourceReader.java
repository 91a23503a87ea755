package io.grafanakeeper.settings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a query asks: {@code queries} or {@code panel}. An empty result means that faults were reported. */
final class QuerySourceReader {
    static final List<String> PANEL_KEYS = List.of("dashboard", "id", "variables");

    private static final int MAX_UID = 500;

    private QuerySourceReader() {}

    static Optional<QuerySource> read(YamlFields fields) {
        Optional<YamlNode> queries = fields.find("queries");
        Optional<YamlNode> panel = fields.find("panel");
        if (queries.isPresent() == panel.isPresent()) {
            fields.fault("queries", "is wanted, or 'panel': exactly one of the two");
        }
        Optional<QuerySource> first = queries.flatMap(QuerySourceReader::raw);
        Optional<QuerySource> second = panel.flatMap(QuerySourceReader::panel);
        return first.or(() -> second);
    }

    private static Optional<QuerySource> raw(YamlNode node) {
        List<YamlNode> items = node.items();
        if (items.isEmpty() && node.isList()) {
            node.fault("must hold at least one query");
        }
        List<ObjectNode> queries = new ArrayList<>();
        Set<String> refIds = new HashSet<>();
        for (YamlNode item : items) {
            JsonTree.object(item).ifPresent(query -> {
                checkRefId(query.path("refId").asText(), item, refIds);
                queries.add(query);
            });
        }
        return queries.isEmpty() ? Optional.empty() : Optional.of(new QuerySource.Raw(queries));
    }

    /** Grafana answers by refId, so two queries with the same one would hide each other's rows. */
    private static void checkRefId(String refId, YamlNode item, Set<String> refIds) {
        if (refId.isBlank()) {
            item.faultBelow("refId", "is missing: a name of the query in its answer, such as A");
        } else if (!refIds.add(refId)) {
            item.faultBelow("refId", Quote.value(refId) + " is already the refId of a query above");
        }
    }

    private static Optional<QuerySource> panel(YamlNode node) {
        YamlFields fields = node.fields(PANEL_KEYS);
        Optional<String> dashboard = fields.need("dashboard", "the uid of the dashboard")
                .flatMap(written -> written.read(QuerySourceReader::uid));
        Optional<Long> id = fields.need("id", "the number of the panel")
                .flatMap(written -> written.whole(1, 999_999_999_999_999_999L));
        Map<String, List<String>> variables = new LinkedHashMap<>();
        fields.find("variables")
                .map(YamlNode::entries)
                .orElse(Map.of())
                .forEach((name, value) -> variables.put(name, values(value)));
        return dashboard.flatMap(d -> id.map(i -> new QuerySource.Panel(d, i, variables)));
    }

    private static String uid(String text) {
        boolean usable = text.length() <= MAX_UID
                && text.chars().noneMatch(c -> c == '/' || Character.isWhitespace(c) || Character.isISOControl(c));
        if (!usable) {
            throw new BadValue(Quote.value(text) + " is not a dashboard's uid: the part behind /d/ in its URL, without"
                    + " slashes");
        }
        return text;
    }

    private static List<String> values(YamlNode node) {
        if (!node.isList()) {
            return node.text().stream().toList();
        }
        List<YamlNode> items = node.items();
        if (items.isEmpty()) {
            node.fault("must have a value, or several in a list");
        }
        return items.stream().flatMap(item -> item.text().stream()).toList();
    }
}
