package io.grafanakeeper.bench;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Is the processor time that some processes have used. Unlike the seconds on the clock it says the same on a busy machine, and it
 * says who limits a run: the app, or the stand-ins that share the machine with it.
 *
 * @param app that of the app, in seconds
 * @param storage that of Azurite
 * @param grafana that of this process, where the fake Grafana and the fake Key Vault live
 */
record Cpu(double app, double storage, double grafana) {
    /** Reads the clocks of this process and of the two that it has started. */
    static Cpu now() {
        return new Cpu(children(process -> !node(process)), children(Cpu::node), seconds(ProcessHandle.current()));
    }

    /** Returns what was used since an earlier reading. */
    Cpu since(Cpu before) {
        return new Cpu(app - before.app, storage - before.storage, grafana - before.grafana);
    }

    private static double children(Predicate<ProcessHandle> wanted) {
        try (Stream<ProcessHandle> children = ProcessHandle.current().children()) {
            return children.filter(wanted).mapToDouble(Cpu::seconds).sum();
        }
    }

    private static boolean node(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("node");
    }

    private static double seconds(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1000.0;
    }
}
