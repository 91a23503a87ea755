package io.grafanakeeper.panels;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Holds the data sources of a Grafana, as far as they are known; a uid that is not among them is used as it is. */
public record DataSources(List<DataSource> all) {
    /** Sorts the data sources by name, as Grafana lists them. */
    public DataSources {
        all = all.stream()
                .sorted(Comparator.comparing(source -> source.name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    /** Finds by uid, else by name: old dashboards hold names where new ones hold uids. */
    Optional<DataSource> find(String uidOrName) {
        return first(source -> source.uid().equals(uidOrName))
                .or(() -> first(source -> source.name().equals(uidOrName)));
    }

    Optional<DataSource> standard() {
        return first(DataSource::isDefault);
    }

    Optional<DataSource> ofType(String type) {
        return first(source -> source.isDefault() && PluginIds.matches(source.type(), type))
                .or(() -> first(source -> PluginIds.matches(source.type(), type)));
    }

    private Optional<DataSource> first(Predicate<DataSource> test) {
        return all.stream().filter(test).findFirst();
    }
}
