package io.grafanakeeper.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;

/** Reads configurations in tests as the app does, under the name {@code keeper.yaml}. */
final class Reading {
    private Reading() {}

    static Settings read(String yaml) {
        return SettingsReader.read(yaml, "keeper.yaml");
    }

    /** Reads a configuration with the given lines as the only target, {@code t}, indented by four. */
    static Target target(String lines) {
        return read(targetYaml(lines)).target("t").orElseThrow();
    }

    static String targetYaml(String lines) {
        return "targets:\n  t:\n" + lines.indent(4);
    }

    static List<Fault> faults(String yaml) {
        return assertThrows(SettingsException.class, () -> read(yaml)).faults();
    }

    /** Returns the only fault. */
    static Fault fault(String yaml) {
        List<Fault> faults = faults(yaml);
        assertEquals(1, faults.size(), faults::toString);
        return faults.get(0);
    }

    /** Returns each fault as {@code line:column path}. */
    static List<String> places(String yaml) {
        return faults(yaml).stream()
                .map(fault -> fault.line() + ":" + fault.column() + " " + fault.path())
                .toList();
    }
}
