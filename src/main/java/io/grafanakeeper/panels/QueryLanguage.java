package io.grafanakeeper.panels;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/**
 * Says how values are written into the fields of a query where the query itself does not say it.
 *
 * <p>Each plugin has its own way for the field with the query's text; everything else is {@code glob}. Source: {@code
 * interpolateQueryExpr} in {@code packages/grafana-prometheus/src/datasource.ts} and of the plugins Loki and InfluxDB, {@code
 * interpolateLuceneQuery} of Elasticsearch, {@code interpolateVariable} in {@code packages/grafana-sql} and in the plugin Azure
 * Monitor ({@code utils/common.ts}), all of {@code grafana/grafana}. Plugins that take lists apart in other fields (CloudWatch's
 * dimensions, Azure Monitor's metrics of several resources) take one value here.
 */
final class QueryLanguage {
    private static final Set<String> AZURE =
            Set.of("grafana-azure-monitor-datasource", "grafana-azure-data-explorer-datasource");
    private static final Set<String> LUCENE = Set.of("elasticsearch", "grafana-opensearch-datasource");

    private QueryLanguage() {}

    static Formatter of(Source source, String field) {
        if (field.equals("expr") && source.isPrometheus()) {
            return QueryLanguage::prometheus;
        }
        if (field.equals("expr") && source.type().equals("loki")) {
            return QueryLanguage::loki;
        }
        if (field.equals("query") && LUCENE.contains(source.type())) {
            return (value, variable) -> VariableFormat.LUCENE.write(value, variable, List.of(), ZoneOffset.UTC);
        }
        if (source.type().equals("influxdb")
                && Set.of("query", "rawSql", "measurement").contains(field)) {
            return QueryLanguage::influx;
        }
        if (field.equals("query") && AZURE.contains(source.type())) {
            return QueryLanguage::azure;
        }
        return field.equals("rawSql") ? QueryLanguage::sql : Formatter.STANDARD;
    }

    private static boolean hasChoice(Variable variable) {
        return variable.multi() || variable.includeAll();
    }

    private static String prometheus(VariableValue value, Variable variable) {
        if (!hasChoice(variable)) {
            return value.first().replace("\\", "\\\\").replace("'", "\\\\'");
        }
        return VariableFormat.alternatives(VariableFormat.each(value, Escapes::quotedRegex));
    }

    private static String loki(VariableValue value, Variable variable) {
        if (!hasChoice(variable)) {
            return value.first().replace("'", "\\\\'");
        }
        return String.join(
                "|",
                VariableFormat.each(value, text -> Escapes.quotedRegex(text).replace("'", "\\\\'")));
    }

    private static String influx(VariableValue value, Variable variable) {
        if (!value.isList() && Escapes.isNumber(value.first())) {
            return value.first();
        }
        if (value.isList()) {
            return "(" + String.join("|", VariableFormat.each(value, Escapes::regex)) + ")";
        }
        return variable.multi() ? Escapes.regex(value.first()) : value.first();
    }

    private static String sql(VariableValue value, Variable variable) {
        if (value.isList() || hasChoice(variable)) {
            return String.join(",", VariableFormat.each(value, text -> "'" + text.replace("'", "''") + "'"));
        }
        return value.first().replace("'", "''");
    }

    private static String azure(VariableValue value, Variable variable) {
        boolean choice = variable.multi()
                || (variable.includeAll() && variable.allValue().isEmpty());
        return value.isList() || choice
                ? String.join(",", VariableFormat.each(value, text -> "'" + text + "'"))
                : value.first();
    }
}
