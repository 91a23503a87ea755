package io.grafanakeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.sandbox.AppProcess;
import io.grafanakeeper.sandbox.host.FirstCall;
import io.grafanakeeper.targets.TargetFunctions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks at what a process loads for its first call. */
class ColdStartTest {
    /** What makes clients, credentials and YAML; the few names of types in our lambdas' signatures cost nothing. */
    private static final Pattern COSTLY = Pattern.compile(
            "(com\\.azure\\.(identity|core\\.http|.*implementation)|com\\.microsoft\\.aad|org\\.snakeyaml"
                    + "|dev\\.failsafe|jdk\\.internal\\.net\\.http)\\..*");

    @Test
    void healthTouchesNoSdkNoCredentialAndForASingleGrafanaNoYaml(@TempDir Path folder)
            throws IOException, InterruptedException {
        List<String> loaded = loaded("Health", folder);
        assertTrue(loaded.contains("io.grafanakeeper.settings.Settings"), "the configuration was not read");
        assertEquals(
                List.of(),
                loaded.stream().filter(name -> COSTLY.matcher(name).matches()).toList());
    }

    private List<String> loaded(String function, Path folder) throws IOException, InterruptedException {
        Path log = folder.resolve("classes.log");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // As on Azure's platform: the verifier would load classes that are never used.
                "-noverify",
                "-Xlog:class+load:file=" + log,
                "-cp",
                AppProcess.classPath(),
                FirstCall.class.getName(),
                TargetFunctions.class.getName(),
                function);
        builder.environment().put("GRAFANA_ENDPOINT", "https://my-grafana-abcd.cuse.grafana.azure.com");
        builder.environment().keySet().removeIf(name -> name.startsWith("KEEPER_"));
        Path output = folder.resolve("output.log");
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertEquals(0, process.waitFor(), () -> DocumentationTest.read(output));
        assertTrue(DocumentationTest.read(output).contains("\"status\":200"), DocumentationTest.read(output));
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(" source: "))
                    .map(line -> line.replaceAll("^\\S+ | source: .*$", "").strip())
                    .toList();
        }
    }
}
