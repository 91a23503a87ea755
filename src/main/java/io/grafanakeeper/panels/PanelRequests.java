package io.grafanakeeper.panels;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.json.LosslessJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds the requests of a dashboard's panels, and of the panels whose results they show. */
final class PanelRequests {
    private final Dashboard dashboard;
    private final PanelFinder finder;
    private final Map<String, Variable> defined;
    private final Map<String, List<String>> given;
    private final TimeRange range;
    private final DataSources dataSources;
    private final Set<Long> open = new HashSet<>();

    PanelRequests(
            Dashboard dashboard,
            PanelFinder finder,
            Map<String, List<String>> given,
            TimeRange range,
            DataSources dataSources) {
        this.dashboard = dashboard;
        this.finder = finder;
        this.defined = VariableReader.read(dashboard);
        this.given = given;
        this.range = range;
        this.dataSources = dataSources;
    }

    List<QueryRequest> of(long panelId) {
        SavedPanel panel = finder.find(panelId);
        if (!open.add(panelId)) {
            throw new PanelException(panel.label() + " shows its own result");
        }
        List<ObjectNode> targets = panel.targets();
        if (targets.isEmpty()) {
            throw new PanelException(panel.label() + " has no queries");
        }
        RefIds.fill(targets);
        List<QueryRequest> requests = requests(panel, targets);
        open.remove(panelId);
        if (requests.isEmpty()) {
            throw new PanelException(panel.label() + " asks nothing: its queries are hidden or empty");
        }
        return requests;
    }

    private List<QueryRequest> requests(SavedPanel panel, List<ObjectNode> targets) {
        Variables variables = new Variables(defined, given, ScopedValues.of(panel), range, dataSources);
        Interpolation inPanel = new Interpolation(variables, BuiltIns.ofTime(range));
        TimeRange window = PanelWindow.of(panel, range, inPanel);
        Sources sources = new Sources(dataSources, inPanel);
        Source own = own(panel, targets, sources);
        List<QueryRequest> requests = new ArrayList<>();
        List<QueryGroups.Sent> sent = new ArrayList<>();
        Set<String> needed = Expressions.needed(targets);
        for (ObjectNode target : targets) {
            if (!needed.contains(Expressions.refId(target))) {
                continue;
            }
            Source source = source(target, own, sources);
            if (source.isMixed() || isEmpty(target, source)) {
                continue;
            }
            if (source.isDashboard()) {
                requests.addAll(of(shown(panel, target)));
            } else {
                sent.add(new QueryGroups.Sent(target, source, !Expressions.isHidden(target)));
            }
        }
        if (!sent.isEmpty()) {
            Repeats.refuseSeveral(panel, variables);
            new PageFilters(variables, sources)
                    .refuse(sent.stream().map(QueryGroups.Sent::source).toList());
            QueryWriter writer = new QueryWriter(panel, window, variables, dashboard, own);
            for (List<QueryGroups.Sent> group : QueryGroups.of(sent)) {
                requests.add(request(group, writer, window));
            }
        }
        return requests;
    }

    private static QueryRequest request(List<QueryGroups.Sent> group, QueryWriter writer, TimeRange window) {
        List<ObjectNode> queries = new ArrayList<>();
        Set<String> wanted = new LinkedHashSet<>();
        for (QueryGroups.Sent sent : group) {
            queries.add(writer.write(sent));
            if (sent.wanted()) {
                wanted.add(Expressions.refId(sent.query()));
            }
        }
        return new QueryRequest(queries, window.from(), window.to(), wanted);
    }

    /** Returns the panel's own data source; if it names none, that of its first query. */
    private static Source own(SavedPanel panel, List<ObjectNode> targets, Sources sources) {
        if (isNamed(panel.get("datasource"))) {
            return sources.find(panel.get("datasource"));
        }
        return targets.stream()
                .map(target -> target.path("datasource"))
                .filter(reference -> isNamed(reference) && !Sources.isExpression(reference))
                .findFirst()
                .map(sources::find)
                .orElseGet(() -> sources.find(panel.get("datasource")));
    }

    private static Source source(ObjectNode target, Source own, Sources sources) {
        JsonNode reference = target.path("datasource");
        // Only a mixed panel asks several data sources; elsewhere what a query still names is left over from before.
        boolean asksItsOwn = own.isMixed() || own.isExpression() || Sources.isExpression(reference);
        return asksItsOwn ? sources.find(reference) : own;
    }

    private static boolean isNamed(JsonNode reference) {
        return !reference.isMissingNode() && !reference.isNull() && !(reference.isObject() && reference.isEmpty());
    }

    /** The pages of Prometheus and Loki do not send a query without text. */
    private static boolean isEmpty(ObjectNode target, Source source) {
        boolean needsText = source.isPrometheus() || source.type().equals("loki");
        return needsText && LosslessJson.text(target.path("expr")).isBlank();
    }

    private static long shown(SavedPanel panel, ObjectNode target) {
        JsonNode id = target.path("panelId");
        if (!id.isIntegralNumber()) {
            throw new PanelException(panel.label() + " shows the result of another panel, but does not say which");
        }
        return id.asLong();
    }
}
