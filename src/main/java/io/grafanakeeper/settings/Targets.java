package io.grafanakeeper.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Knows the targets that the file declares, also those with faults, so that a reference to one is no second fault. */
final class Targets {
    private final Map<String, Optional<Target>> declared = new LinkedHashMap<>();

    void declare(String name, Optional<Target> target) {
        declared.put(name, target);
    }

    /** Returns the targets without faults. */
    Map<String, Target> whole() {
        Map<String, Target> whole = new LinkedHashMap<>();
        declared.forEach((name, target) -> target.ifPresent(t -> whole.put(name, t)));
        return whole;
    }

    /** Finds a target without faults. */
    Optional<Target> find(String name) {
        return declared.getOrDefault(name, Optional.empty());
    }

    /** Returns the name when such a target is declared, or throws {@link BadValue}. */
    String parse(String name) {
        if (!declared.containsKey(name)) {
            String known = declared.isEmpty()
                    ? "none is declared"
                    : "targets: "
                            + declared.keySet().stream()
                                    .map(other -> Quote.child("", other))
                                    .collect(Collectors.joining(", "));
            throw new BadValue(
                    "there is no target " + Quote.value(name) + "; " + known + Spelling.hint(name, declared.keySet()));
        }
        return name;
    }
}
