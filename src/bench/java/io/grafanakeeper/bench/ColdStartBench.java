package io.grafanakeeper.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import io.grafanakeeper.DocumentationTest;
import io.grafanakeeper.sandbox.AppProcess;
import io.grafanakeeper.sandbox.Stage;
import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import io.grafanakeeper.sandbox.host.FirstCall;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;

/**
 * Calls each function in a fresh JVM and prints what its first call costs, without and with an archive of class data (AppCDS):
 * {@code mvn -q -Pbench test-compile exec:java -Dbench.main=io.grafanakeeper.bench.ColdStartBench}.
 *
 * <p>Only the app's own part is in it, not the start of the worker. Functions of queues are left out: they do what their routes start.
 */
public final class ColdStartBench {
    private static final Path FOLDER = Path.of("target", "bench");
    private static final String SAID = "first call: ";

    private final Map<String, String> settings;
    private final List<String> jvm;
    private final String classPath;

    private ColdStartBench(Map<String, String> settings, List<String> jvm, String classPath) {
        this.settings = settings;
        this.jvm = jvm;
        this.classPath = classPath;
    }

    private record Cost(int status, long first, long second, long classes, long process) {}

    /** Runs the benchmark; {@code -Dbench.repeats} says how often each function is called (3), of which the median counts. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int repeats = Integer.getInteger("bench.repeats", 3);
        Files.createDirectories(FOLDER);
        try (FakeGrafana grafana = FakeGrafana.builder().build().start();
                Stage stage = Stage.start(FOLDER)) {
            stage.vault().put(Stage.TOKEN_SECRET, grafana.mintToken("keeper", "Admin", null));
            new ColdStartBench(stage.settings(Stage.demo(grafana.endpoint(), "")), stage.network(null), jars())
                    .run(repeats);
        }
        System.exit(0);
    }

    private void run(int repeats) throws IOException, InterruptedException {
        System.out.printf(
                "%-26s %6s %8s %8s %8s %9s %9s %9s%n",
                "function", "status", "first", "second", "classes", "process", "CDS first", "process");
        Path archive = FOLDER.resolve("keeper.jsa").toAbsolutePath();
        for (Method function : functions()) {
            Files.deleteIfExists(archive);
            Cost plain = median(function, repeats, List.of());
            call(function, List.of("-XX:ArchiveClassesAtExit=" + archive));
            System.out.printf(
                    "%-26s %6d %5d ms %5d ms %8d %6d ms",
                    function.getAnnotation(FunctionName.class).value(),
                    plain.status(),
                    plain.first(),
                    plain.second(),
                    plain.classes(),
                    plain.process());
            if (Files.exists(archive)) {
                Cost shared = median(function, repeats, List.of("-XX:SharedArchiveFile=" + archive));
                System.out.printf(" %6d ms %6d ms%n", shared.first(), shared.process());
            } else {
                // JDK 17 crashes while it writes some archives.
                System.out.println("  no archive");
            }
        }
    }

    private static List<Method> functions() {
        return DocumentationTest.FUNCTIONS.stream()
                .filter(method -> Arrays.stream(method.getParameters())
                        .noneMatch(parameter -> parameter.isAnnotationPresent(QueueTrigger.class)))
                .sorted(Comparator.comparing(
                        method -> method.getAnnotation(FunctionName.class).value()))
                .toList();
    }

    private Cost median(Method function, int repeats, List<String> more) throws IOException, InterruptedException {
        List<Cost> costs = new ArrayList<>();
        for (int i = 0; i < repeats; i++) {
            costs.add(call(function, more));
        }
        costs.sort(Comparator.comparing(Cost::first));
        return costs.get(repeats / 2);
    }

    private Cost call(Method function, List<String> more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-noverify"));
        command.add("-XX:ErrorFile=" + FOLDER.resolve("crash.log").toAbsolutePath());
        command.addAll(jvm);
        command.addAll(more);
        command.addAll(List.of("-cp", classPath, FirstCall.class.getName()));
        command.add(function.getDeclaringClass().getName());
        command.add(function.getAnnotation(FunctionName.class).value());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(settings);
        long begun = System.nanoTime();
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        long took = (System.nanoTime() - begun) / 1_000_000;
        String line = output.lines()
                .filter(text -> text.startsWith(SAID))
                .findFirst()
                .orElseThrow(() -> new IOException(output));
        JsonNode said = new ObjectMapper().readTree(line.substring(SAID.length()));
        return new Cost(
                said.path("status").asInt(),
                said.path("first").asLong(),
                said.path("second").asLong(),
                said.path("classes").asLong(),
                took);
    }

    /** Returns the class path with folders packed into jars, since an archive of class data wants no folder. */
    private static String jars() {
        List<String> jars = new ArrayList<>();
        for (String entry : AppProcess.classPath().split(File.pathSeparator, -1)) {
            if (Files.isDirectory(Path.of(entry))) {
                Path jar = FOLDER.resolve(Path.of(entry).getFileName() + ".jar").toAbsolutePath();
                ToolProvider.findFirst("jar")
                        .orElseThrow()
                        .run(System.out, System.err, "--create", "--file", jar.toString(), "-C", entry, ".");
                jars.add(jar.toString());
            } else {
                jars.add(entry);
            }
        }
        return String.join(File.pathSeparator, jars);
    }
}
