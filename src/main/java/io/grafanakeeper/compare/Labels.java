package io.grafanakeeper.compare;

import java.util.Map;

/** Knows what people call the fields of Grafana's models. A field that is not here is named as it is. */
final class Labels {
    /** The settings of a dashboard. */
    static final Map<String, String> DASHBOARD = Map.ofEntries(
            Map.entry("title", "title"),
            Map.entry("description", "description"),
            Map.entry("refresh", "refresh interval"),
            Map.entry("timezone", "time zone"),
            Map.entry("schemaVersion", "schema version"),
            Map.entry("editable", "editable"),
            Map.entry("graphTooltip", "shared tooltip"),
            Map.entry("cursorSync", "shared tooltip"),
            Map.entry("weekStart", "week start"),
            Map.entry("liveNow", "live now"),
            Map.entry("style", "style"),
            Map.entry("layout", "layout"),
            Map.entry("apiVersion", "API version"),
            Map.entry("grafana.app/folder", "folder"));

    /** The settings of a panel; those of its fields and its options have a dotted name. */
    static final Map<String, String> PANEL = Map.ofEntries(
            Map.entry("title", "title"),
            Map.entry("description", "description"),
            Map.entry("type", "type"),
            Map.entry("pluginVersion", "plugin version"),
            Map.entry("datasource", "data source"),
            Map.entry("transformations", "transformations"),
            Map.entry("links", "links"),
            Map.entry("alert", "alert"),
            Map.entry("repeat", "repeated variable"),
            Map.entry("transparent", "transparent"),
            Map.entry("interval", "minimum interval"),
            Map.entry("maxDataPoints", "maximum data points"),
            Map.entry("timeFrom", "relative time"),
            Map.entry("timeShift", "time shift"),
            Map.entry("libraryPanel", "library panel"),
            Map.entry("queryOptions", "query options"),
            Map.entry("overrides", "field overrides"),
            Map.entry("field.unit", "unit"),
            Map.entry("field.min", "minimum"),
            Map.entry("field.max", "maximum"),
            Map.entry("field.decimals", "decimals"),
            Map.entry("field.thresholds", "thresholds"),
            Map.entry("field.mappings", "value mappings"),
            Map.entry("field.color", "color scheme"),
            Map.entry("thresholds", "thresholds"),
            Map.entry("yaxes", "axes"),
            Map.entry("legend", "legend"));

    /** The fields of a query. */
    static final Map<String, String> QUERY = Map.ofEntries(
            Map.entry("expr", "expression"),
            Map.entry("expression", "expression"),
            Map.entry("query", "expression"),
            Map.entry("rawSql", "expression"),
            Map.entry("rawQuery", "expression"),
            Map.entry("target", "expression"),
            Map.entry("azureMonitor", "metric query"),
            Map.entry("azureLogAnalytics", "log query"),
            Map.entry("legendFormat", "legend"),
            Map.entry("alias", "legend"),
            Map.entry("datasource", "data source"));

    /** The fields of a variable. */
    static final Map<String, String> VARIABLE = Map.ofEntries(
            Map.entry("current", "default value"),
            Map.entry("query", "query"),
            Map.entry("definition", "definition"),
            Map.entry("options", "options"),
            Map.entry("label", "label"),
            Map.entry("description", "description"),
            Map.entry("type", "type"),
            Map.entry("datasource", "data source"),
            Map.entry("regex", "regular expression"),
            Map.entry("sort", "sorting"),
            Map.entry("refresh", "refresh"),
            Map.entry("hide", "hiding"),
            Map.entry("multi", "multiple choice"),
            Map.entry("includeAll", "the choice of all"),
            Map.entry("allValue", "value for all"));

    /** The fields of an annotation. */
    static final Map<String, String> ANNOTATION = Map.of(
            "datasource", "data source",
            "enable", "enabled",
            "hide", "hidden",
            "iconColor", "color",
            "expr", "expression",
            "query", "query",
            "target", "query",
            "filter", "filter");

    /** The fields of a link. */
    static final Map<String, String> LINK =
            Map.of("url", "address", "tags", "tags", "type", "type", "tooltip", "tooltip", "icon", "icon");

    /** The fields of whatever is no dashboard. */
    static final Map<String, String> OTHER = Map.of("title", "title", "name", "name", "description", "description");

    private Labels() {}
}
