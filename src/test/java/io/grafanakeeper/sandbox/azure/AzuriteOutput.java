package io.grafanakeeper.sandbox.azure;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Learns from what Azurite prints which ports it listens on. */
final class AzuriteOutput {
    private static final Pattern LISTENING =
            Pattern.compile("Azurite (Blob|Queue|Table) service is successfully listening at https://.*:(\\d+)");

    private final CompletableFuture<Ports> ready = new CompletableFuture<>();
    private final StringBuilder printed = new StringBuilder();
    private final Map<String, Integer> found = new HashMap<>();

    private AzuriteOutput() {}

    record Ports(int blob, int queue) {}

    /** Completes when every service listens, or fails with what was printed when the process ends before. */
    static CompletableFuture<Ports> read(Process process) {
        AzuriteOutput output = new AzuriteOutput();
        Thread reader = new Thread(() -> output.follow(process), "azurite-output");
        reader.setDaemon(true);
        reader.start();
        return output.ready;
    }

    /** Reads to the end, also when the ports are known: a full pipe would stop Azurite. */
    private void follow(Process process) {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                take(line);
            }
            ready.completeExceptionally(new IOException("It ended early and printed:\n" + printed));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    private void take(String line) {
        if (ready.isDone()) {
            return;
        }
        printed.append(line).append('\n');
        Matcher listening = LISTENING.matcher(line);
        if (listening.matches()) {
            found.put(listening.group(1), Integer.valueOf(listening.group(2)));
        }
        if (found.size() == 3) {
            ready.complete(new Ports(found.getOrDefault("Blob", 0), found.getOrDefault("Queue", 0)));
        }
    }
}
