package io.grafanakeeper.runs;

import io.grafanakeeper.settings.Settings;
import io.grafanakeeper.settings.Target;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** Finds the target that a request names; nothing but the configuration can name a host to call. */
public final class Targets {
    private final Supplier<Settings> settings;

    /** Creates the finder over the settings, which are read on first use. */
    public Targets(Supplier<Settings> settings) {
        this.settings = settings;
    }

    /** Returns all targets in the order of the configuration. */
    public Collection<Target> all() {
        return settings.get().targets().values();
    }

    /**
     * Returns the target of a name.
     *
     * @throws ProblemException 404, naming the targets there are
     */
    public Target named(String name) {
        return settings.get()
                .target(name)
                .orElseThrow(() -> ProblemException.notFound(
                        "target",
                        "the configuration has no such target",
                        List.copyOf(settings.get().targets().keySet())));
    }

    /**
     * Returns the target that a queued run is for.
     *
     * @throws ServiceException if the configuration has lost it since
     */
    public Target configured(String name) {
        return settings.get()
                .target(name)
                .orElseThrow(() ->
                        new ServiceException("Configuration", "there is no target " + name + " any more", false, null));
    }
}
