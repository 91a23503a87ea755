package io.grafanakeeper.settings;

import java.util.List;
import java.util.stream.Collectors;

/** Reports that the configuration cannot be used, with every fault of it. */
public final class SettingsException extends RuntimeException {
    private final transient List<Fault> faults;

    SettingsException(List<Fault> faults) {
        super(describe(faults));
        this.faults = List.copyOf(faults);
    }

    SettingsException(Fault fault, Throwable cause) {
        super(describe(List.of(fault)), cause);
        this.faults = List.of(fault);
    }

    /** Returns the faults in the order of the file; at least one. */
    public List<Fault> faults() {
        return faults;
    }

    private static String describe(List<Fault> faults) {
        String head = faults.size() == 1 ? "the configuration has a fault" : "the configuration has %d faults";
        return faults.stream()
                .map(Fault::toString)
                .collect(Collectors.joining("\n  ", head.formatted(faults.size()) + "\n  ", ""));
    }
}
