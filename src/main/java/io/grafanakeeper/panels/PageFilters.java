package io.grafanakeeper.panels;

import java.util.Collection;
import java.util.Set;

/**
 * Refuses what Grafana's page writes into queries by itself: ad hoc filters and group-by keys that are set for a data source of
 * the panel. Leaving them out would give other numbers than the panel shows.
 */
final class PageFilters {
    static final Set<String> TYPES = Set.of("adhoc", "groupby");

    private final Variables variables;
    private final Sources sources;

    PageFilters(Variables variables, Sources sources) {
        this.variables = variables;
        this.sources = sources;
    }

    void refuse(Collection<Source> used) {
        for (Variable variable : variables.all()) {
            if (isSet(variable)) {
                Source filtered = sources.find(variable.spec().path("datasource"));
                if (used.stream().anyMatch(source -> source.uid().equals(filtered.uid()))) {
                    throw new PanelException("variable " + Shown.quote(variable.name())
                            + " adds filters or groups to every query, which only Grafana's page can do;"
                            + " save the dashboard without them, or write them into the panel's query");
                }
            }
        }
    }

    private static boolean isSet(Variable variable) {
        return switch (variable.type()) {
            case "adhoc" ->
                !variable.spec().path("filters").isEmpty()
                        || !variable.spec().path("baseFilters").isEmpty();
            case "groupby" -> !Saved.of(variable.spec().path("current")).isEmpty();
            default -> false;
        };
    }
}
