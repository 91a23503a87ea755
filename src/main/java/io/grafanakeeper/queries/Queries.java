package io.grafanakeeper.queries;

import io.grafanakeeper.runs.ProblemException;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.settings.QuerySettings;
import io.grafanakeeper.settings.Settings;
import java.util.List;
import java.util.function.Supplier;

/** Finds the queries of the configuration. */
final class Queries {
    private final Supplier<Settings> settings;

    Queries(Supplier<Settings> settings) {
        this.settings = settings;
    }

    List<QuerySettings> all() {
        return List.copyOf(settings.get().queries().values());
    }

    /** Returns the query that a request names; 404 with the names there are. */
    QuerySettings named(String name) {
        return settings.get()
                .query(name)
                .orElseThrow(() -> ProblemException.notFound(
                        "name",
                        "the configuration has no such query",
                        List.copyOf(settings.get().queries().keySet())));
    }

    /** Returns the query that a queued run is for. */
    QuerySettings configured(String name) {
        return settings.get()
                .query(name)
                .orElseThrow(() ->
                        new ServiceException("Configuration", "there is no query " + name + " any more", false, null));
    }
}
