package io.grafanakeeper.sandbox.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grafanakeeper.sandbox.host.samples.HttpSamples;
import io.grafanakeeper.sandbox.host.samples.InjectedSample;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts the host as a process of its own. */
class HostMainTest {
    @TempDir
    @Nullable
    Path folder;

    @Test
    void tellsWhereItIsServesAndEndsOnSigterm() throws Exception {
        Process process = start(HttpSamples.class.getName(), copyOf(HttpSamples.class));
        try (BufferedReader output = process.inputReader(UTF_8)) {
            String line = Objects.requireNonNull(output.readLine());
            assertTrue(line.startsWith("host: {"), line);
            JsonNode described = new ObjectMapper().readTree(line.substring("host: ".length()));
            assertEquals("Open", described.at("/functions/7").asText());
            assertEquals("given-key", described.path("key").asText());
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(
                                            URI.create(described.path("url").asText() + "/items/a?code=given-key"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertEquals("item a (empty)", answer.body());
            process.destroy();
            assertTrue(process.waitFor(20, TimeUnit.SECONDS));
            assertEquals(128 + 15, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void endsWithAMessageWhenItCannotServeTheFunctions() throws Exception {
        Process process = start(InjectedSample.class.getName(), null);
        try (InputStream errors = process.getErrorStream()) {
            String text = new String(errors.readAllBytes(), UTF_8);
            assertTrue(text.startsWith("host: function "), text);
            assertEquals(1, process.waitFor());
        } finally {
            process.destroyForcibly();
        }
    }

    /** Copies a class into a folder of its own, so that the host finds nothing else beside it. */
    private Path copyOf(Class<?> type) throws IOException {
        String path = type.getName().replace('.', '/') + ".class";
        Path target = Objects.requireNonNull(folder).resolve(path);
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        try (InputStream in = Objects.requireNonNull(type.getResourceAsStream("/" + path))) {
            Files.copy(in, target);
        }
        return Objects.requireNonNull(folder);
    }

    private static Process start(String anchor, @Nullable Path first) throws IOException {
        String classPath = System.getProperty("java.class.path");
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dhost.port=0",
                        "-Dhost.key=given-key",
                        "-Dhost.anchor=" + anchor,
                        "-cp",
                        first == null ? classPath : first + File.pathSeparator + classPath,
                        HostMain.class.getName()))
                .start();
    }
}
