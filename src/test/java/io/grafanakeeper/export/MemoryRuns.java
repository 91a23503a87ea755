package io.grafanakeeper.export;

import io.grafanakeeper.runs.Run;
import io.grafanakeeper.runs.RunStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps run records in memory. */
final class MemoryRuns implements RunStore {
    private final Map<String, Run> runs = new LinkedHashMap<>();

    @Override
    public void create(Run run) {
        runs.putIfAbsent(run.id(), run);
    }

    @Override
    public Optional<Recorded> find(String id) {
        return Optional.ofNullable(runs.get(id)).map(run -> new Recorded(run, ""));
    }

    @Override
    public Optional<Recorded> replace(Recorded before, Run after) {
        runs.put(after.id(), after);
        return Optional.of(new Recorded(after, ""));
    }

    Map<String, Run> all() {
        return runs;
    }
}
