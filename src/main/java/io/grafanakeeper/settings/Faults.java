package io.grafanakeeper.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Collects the faults of one source, so that the user sees all of them at once. */
final class Faults {
    private final String source;
    private final List<Fault> faults = new ArrayList<>();
    private final Set<String> hiddenPaths = new HashSet<>();

    Faults(String source) {
        this.source = source;
    }

    /** Adds a fault, unless the setting is already refused for holding a secret: nothing more is said about that one. */
    void add(Mark at, String path, String message) {
        if (!hiddenPaths.contains(path)) {
            add(at.getLine() + 1, at.getColumn() + 1, path, message);
        }
    }

    /** Adds a fault at a line and column counted from 1. */
    void add(int line, int column, String path, String message) {
        faults.add(new Fault(source, line, column, path, message));
    }

    /** Adds the fault that a setting holds a secret's value. */
    void addSecret(Mark at, String path, String message) {
        add(at, path, message);
        hiddenPaths.add(path);
    }

    /** Throws everything collected so far, if there is anything. */
    void throwIfAny() {
        if (!faults.isEmpty()) {
            faults.sort(Comparator.comparingInt(Fault::line).thenComparingInt(Fault::column));
            throw new SettingsException(faults);
        }
    }
}
