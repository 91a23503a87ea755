package io.grafanakeeper.panels;

import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.json.LosslessJson;
import java.util.Optional;

/**
 * Finds the data source that a panel or query means: {@code {type, uid}}, a name in old dashboards, a variable, or nothing for
 * the default one.
 */
final class Sources {
    static final String MIXED = "-- Mixed --";
    static final String DASHBOARD = "-- Dashboard --";
    static final String EXPRESSION = "__expr__";
    private static final String OLD_EXPRESSION = "-100";
    private static final String GRAFANA = "-- Grafana --";

    private final DataSources known;
    private final Interpolation interpolation;

    Sources(DataSources known, Interpolation interpolation) {
        this.known = known;
        this.interpolation = interpolation;
    }

    /** Tells whether a reference means Grafana's own server side expressions. */
    static boolean isExpression(JsonNode reference) {
        String uid = name(reference);
        return uid.equals(EXPRESSION)
                || uid.equals(OLD_EXPRESSION)
                || LosslessJson.text(reference.path("type")).equals(EXPRESSION);
    }

    /**
     * Returns the data source that a reference means.
     *
     * @throws PanelException if it is a name that no known data source has, or the default one and none is known
     */
    Source find(JsonNode reference) {
        if (isExpression(reference)) {
            return new Source(EXPRESSION, EXPRESSION, null);
        }
        String type = interpolation.replace(LosslessJson.text(reference.path("type")), Formatter.FIRST);
        String name = interpolation.replace(name(reference), Formatter.FIRST);
        return switch (name) {
            case MIXED, DASHBOARD -> new Source(name, "datasource", null);
            case GRAFANA, "grafana" -> new Source("grafana", type.isEmpty() ? "datasource" : type, null);
            case "", "default" -> standard(name.isEmpty() ? type : "");
            default -> named(name, type, reference.isTextual());
        };
    }

    private Source standard(String type) {
        Optional<DataSource> found = type.isEmpty() ? known.standard() : known.ofType(type);
        return found.map(Sources::source)
                .orElseThrow(() -> new PanelException(
                        type.isEmpty()
                                ? "the panel uses the default data source, and none is known to be the default"
                                : "the panel uses a data source of type " + Shown.quote(type) + ", and there is none"));
    }

    private Source named(String name, String type, boolean mayBeName) {
        Optional<DataSource> found = known.find(name);
        if (found.isPresent()) {
            return source(found.get());
        }
        if (name.indexOf('$') >= 0) {
            throw new PanelException(
                    "the data source " + Shown.quote(name) + " is a variable that the dashboard lacks");
        }
        if (mayBeName && !known.all().isEmpty()) {
            throw new PanelException("there is no data source " + Shown.quote(name) + "; there are "
                    + Shown.list(known.all().stream().map(DataSource::name).toList()));
        }
        return new Source(name, type, null);
    }

    private static Source source(DataSource found) {
        return new Source(found.uid(), found.type(), found);
    }

    private static String name(JsonNode reference) {
        return LosslessJson.text(reference.isObject() ? reference.path("uid") : reference);
    }
}
