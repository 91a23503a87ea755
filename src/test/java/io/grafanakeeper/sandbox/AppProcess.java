package io.grafanakeeper.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Runs the functions host with the app in a JVM of its own, which a test may kill without mercy. */
public final class AppProcess implements AutoCloseable {
    private static final String READY = "host: {";
    private static final long START_SECONDS = 90;

    private final Process process;
    private final Path log;
    private final JsonNode ready;

    private AppProcess(Process process, Path log, JsonNode ready) {
        this.process = process;
        this.log = log;
        this.ready = ready;
    }

    /**
     * Starts the app and waits until it serves.
     *
     * @param jvm options of the JVM, such as {@code -Xmx128m}
     * @param settings the app settings
     * @param log the file that takes everything the process prints
     */
    public static AppProcess start(List<String> jvm, Map<String, String> settings, Path log) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // The option of Azure's platform: what is measured here is compiled as there.
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(jvm);
        command.addAll(List.of("-cp", classPath(), "io.grafanakeeper.sandbox.host.HostMain"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("GRAFANA_") || name.startsWith("AZURE_"));
        builder.environment().putAll(settings);
        Files.createDirectories(log.toAbsolutePath().getParent());
        Process process = builder.start();
        CompletableFuture<JsonNode> ready = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(process, log, ready), "app-output");
        reader.setDaemon(true);
        reader.start();
        return new AppProcess(process, log, await(process, ready, log));
    }

    /** Returns the address of the HTTP functions. */
    public URI url() {
        return URI.create(ready.path("url").asText());
    }

    /** Returns the function key. */
    public String key() {
        return ready.path("key").asText();
    }

    /** Returns the key of the host's own routes. */
    public String masterKey() {
        return ready.path("masterKey").asText();
    }

    /** Returns the file with everything the app has printed. */
    public Path log() {
        return log;
    }

    /** Ends the process as a power failure would. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static JsonNode await(Process process, CompletableFuture<JsonNode> ready, Path log) throws IOException {
        try {
            return ready.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            throw new IOException("the app did not start; see " + log + "\n" + Files.readString(log), e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void read(Process process, Path log, CompletableFuture<JsonNode> ready) {
        try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                BufferedWriter out = Files.newBufferedWriter(log)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.write(line);
                out.newLine();
                out.flush();
                if (line.startsWith(READY)) {
                    ready.complete(new ObjectMapper().readTree(line.substring(READY.length() - 1)));
                }
            }
            ready.completeExceptionally(new IOException("the process ended"));
        } catch (IOException e) {
            ready.completeExceptionally(new UncheckedIOException(e));
        }
    }

    /** Returns the class path of this JVM, which Maven's exec plugin keeps in a class loader of its own. */
    public static String classPath() {
        if (AppProcess.class.getClassLoader() instanceof URLClassLoader loader) {
            return Arrays.stream(loader.getURLs())
                    .map(AppProcess::path)
                    .collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static String path(URL url) {
        return Path.of(URI.create(url.toString())).toString();
    }
}
