package io.grafanakeeper.sandbox.azure;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Starts Azurite in a process of its own that never ends by itself, to be killed by a test. */
final class AzuriteParent {
    private AzuriteParent() {}

    static Process launch() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dsandbox.keystore=" + SandboxTls.keyStore(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        AzuriteParent.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Waits for the process to print its child's id. */
    static long childOf(Process parent) throws IOException {
        BufferedReader out = parent.inputReader();
        String line = out.readLine();
        if (line == null) {
            throw new IOException("It ended without starting Azurite");
        }
        return Long.parseLong(line);
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        try (Azurite azurite = Azurite.start()) {
            System.out.println(azurite.pid());
            new CountDownLatch(1).await();
        }
    }
}
