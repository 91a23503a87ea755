package io.grafanakeeper.sandbox.azure;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Installs the pinned Azurite with npm into {@code target/azurite}, once for each content of the lock file. */
final class AzuriteInstall {
    private static final String LOCK_FILE = "package-lock.json";
    private static final long MINUTES = 5;

    private final Path sources;
    private final Path folder;

    private AzuriteInstall(Path sources, Path folder) {
        this.sources = sources;
        this.folder = folder;
    }

    /** Returns Azurite's program, installed if needed; slow (up to a minute) only the first time. */
    static synchronized Path program() throws IOException {
        // The certificate is always target/sandbox/tls.p12, whatever folder the JVM was started in.
        Path target = SandboxTls.keyStore().resolveSibling("..").normalize();
        return new AzuriteInstall(target.resolveSibling("src/test/azurite"), target.resolve("azurite")).installed();
    }

    private Path installed() throws IOException {
        Files.createDirectories(folder);
        try (FileChannel channel = FileChannel.open(
                        folder.resolve("install.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            if (held.isValid() && !isCurrent()) {
                install();
            }
        }
        return folder.resolve("node_modules/azurite/dist/src/azurite.js");
    }

    private boolean isCurrent() throws IOException {
        return Files.exists(marker()) && Files.mismatch(marker(), sources.resolve(LOCK_FILE)) == -1;
    }

    private void install() throws IOException {
        Files.deleteIfExists(marker());
        for (String name : List.of("package.json", LOCK_FILE, ".npmrc")) {
            Files.copy(sources.resolve(name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline");
        // Last, so that an interrupted installation is not taken for a whole one.
        Files.copy(sources.resolve(LOCK_FILE), marker());
    }

    private Path marker() {
        return folder.resolve("installed-lock.json");
    }

    private void run(String... command) throws IOException {
        Path log = folder.resolve("npm.log");
        Process npm = started(command, log);
        try {
            if (npm.waitFor(MINUTES, TimeUnit.MINUTES) && npm.exitValue() == 0) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            npm.destroyForcibly();
        }
        throw new IOException(
                "`" + String.join(" ", command) + "` failed in " + folder + ":\n" + Files.readString(log));
    }

    private Process started(String[] command, Path log) throws IOException {
        try {
            return new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new IOException(
                    "npm cannot be started. The storage stand-in Azurite needs Node.js 20 or later with npm on the PATH.",
                    e);
        }
    }
}
