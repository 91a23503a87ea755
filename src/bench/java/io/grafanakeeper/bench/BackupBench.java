package io.grafanakeeper.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.sandbox.AppProcess;
import io.grafanakeeper.sandbox.KeeperApi;
import io.grafanakeeper.sandbox.Stage;
import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import io.grafanakeeper.sandbox.grafana.Requests;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Backs up many dashboards from a fake Grafana with a set round-trip time, prints what it cost, and ends with exit code 1 if it
 * cost more than it may: {@code mvn -q -Pbench test-compile exec:java -Dbench.dashboards=2000}; {@link Options} has the rest.
 *
 * <p>The app runs in a JVM of its own with a small heap; Grafana, Key Vault and the identity endpoint live in this one, Azurite
 * in Node.js. It makes a first backup and one more with nothing changed; then both again of some folders with concurrency 1, from
 * whose mean time a request follows how long the whole would take one request after another.
 */
public final class BackupBench {
    private static final Path FOLDER = Path.of("target", "bench");
    private static final String TARGET = "demo";
    private static final String SEQUENTIAL = "sequential";

    private final Options options;
    private final FakeGrafana grafana;
    private final KeeperApi keeper;
    private final Blobs blobs;
    private final Heap heap;

    private BackupBench(Options options, FakeGrafana grafana, KeeperApi keeper, Blobs blobs, Heap heap) {
        this.options = options;
        this.grafana = grafana;
        this.keeper = keeper;
        this.blobs = blobs;
        this.heap = heap;
    }

    /** Runs the benchmark. */
    public static void main(String[] arguments) throws InterruptedException {
        int exit;
        try {
            List<String> broken = run(Options.read());
            broken.forEach(sentence -> System.out.println("NOT MET: " + sentence));
            exit = broken.isEmpty() ? 0 : 1;
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("bench: " + e.getMessage());
            exit = 1;
        }
        // Not only on failure: Azurite's and the fakes' threads would keep Maven waiting.
        System.exit(exit);
    }

    private static List<String> run(Options options) throws IOException, InterruptedException {
        System.out.println("Backing up " + options.dashboards() + " dashboards of " + options.kilobytes() + " KB in "
                + options.folders() + " folders (" + options.nested() + " on the third level), round trip "
                + options.roundTrip().toMillis() + " ms, concurrency " + options.concurrency() + ", heap "
                + options.heap());
        try (FakeGrafana grafana = FakeGrafana.builder()
                        .flavour(options.grafana())
                        .roundTrip(options.roundTrip())
                        .build()
                        .start();
                Stage stage = Stage.start(FOLDER)) {
            Seeder seeder = new Seeder(grafana, options);
            seeder.seed();
            stage.vault().put(Stage.TOKEN_SECRET, grafana.mintToken("keeper", "Admin", null));
            Path log = FOLDER.resolve("gc.log").toAbsolutePath();
            Files.deleteIfExists(log);
            AppProcess app =
                    stage.app(configuration(grafana.endpoint(), options, seeder.sample()), 0, null, jvm(options, log));
            return new BackupBench(options, grafana, new KeeperApi(app), new Blobs(stage.storage()), new Heap(log))
                    .measure();
        }
    }

    private static List<String> jvm(Options options, Path log) {
        List<String> jvm = new ArrayList<>(options.jvm());
        jvm.addAll(List.of("-Xmx" + options.heap(), "-Xlog:gc:file=" + log));
        return jvm;
    }

    /** Returns the configuration of two targets that are the same Grafana; the second sees some folders of it only. */
    private static String configuration(URI grafana, Options options, List<String> sample) {
        return Stage.demo(
                grafana,
                "    concurrency: " + options.concurrency() + "\n  " + SEQUENTIAL + ":\n    endpoint: " + grafana
                        + "\n    auth: token\n    secret: " + Stage.TOKEN_SECRET
                        + "\n    concurrency: 1\n    backup:\n      folders: { only: [" + String.join(", ", sample)
                        + "] }\n");
    }

    private List<String> measure() throws IOException, InterruptedException {
        Expectations expectations = new Expectations(options);
        Table table = new Table(System.out);
        Measured first = backUp(TARGET);
        table.add("first", first);
        expectations.run("the first run", first);
        Measured second = backUp(TARGET);
        table.add("unchanged", second);
        expectations.run("the second run", second);
        expectations.unchanged(second);
        expectations.whole(
                keeper.get("targets/" + TARGET + "/backups/latest"),
                grafana,
                blobs.list(TARGET + "/objects/").keySet());
        if (options.sample() == 0) {
            table.print();
            return expectations.broken();
        }
        Measured firstSlow = backUp(SEQUENTIAL);
        table.add("sequential", firstSlow);
        Measured secondSlow = backUp(SEQUENTIAL);
        table.add("  unchanged", secondSlow);
        table.print();
        compare("first run", new Reference(firstSlow, first.requests()), first);
        // Reading is what many connections make faster. Storing costs processor time, mostly that of the stand-ins
        // beside us.
        expectations.speedUp("second run", compare("second run", new Reference(secondSlow, second.requests()), second));
        return expectations.broken();
    }

    /** Prints how much faster a run was than its reference, and returns it. */
    private static double compare(String name, Reference reference, Measured run) {
        double times = reference.speedUp(run);
        System.out.printf(
                "The %s took %.1f s; one request after another %.1f s%s: %.1f times faster.%n",
                name,
                run.seconds(),
                reference.seconds(),
                reference.extrapolated()
                        ? " (extrapolated from " + reference.run().requests() + " of " + reference.requests()
                                + " requests)"
                        : "",
                times);
        return times;
    }

    private Measured backUp(String target) throws IOException, InterruptedException {
        Map<String, Long> before = blobs.list(target + "/");
        grafana.resetCounters();
        heap.next();
        Cpu start = Cpu.now();
        JsonNode run = keeper.await(keeper.startBackup(target), record -> {});
        Cpu used = Cpu.now().since(start);
        Heap.Use use = heap.next();
        Requests requests = grafana.requests();
        Map<String, Long> written = blobs.list(target + "/");
        written.keySet().removeAll(before.keySet());
        return new Measured(
                run,
                requests.byRoute(),
                requests.connections(),
                requests.maxInFlight(),
                use,
                used,
                written.size(),
                written.values().stream().mapToLong(Long::longValue).sum());
    }
}
