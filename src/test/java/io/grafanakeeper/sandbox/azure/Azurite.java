package io.grafanakeeper.sandbox.azure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs Azurite, Microsoft's emulator of Blob and Queue Storage, as the account {@code keepersandbox} over TLS; it takes
 * the tokens of {@link FakeIdentity}, the account key, and SAS.
 *
 * <p>True to Azure: conditional writes, leases, listings, SAS, queues. Silently untrue: versioning, soft delete,
 * immutability policies.
 */
public final class Azurite implements AutoCloseable {
    public static final String ACCOUNT = "keepersandbox";

    /** Ends Azurite when our end of the pipe closes, which happens even if this JVM is killed with -9. */
    private static final String END_WITH_PARENT =
            "process.stdin.on('end', () => process.kill(process.pid, 'SIGTERM')).resume(); require(process.argv[1]);";

    private static final long START_SECONDS = 60;

    private final String key = randomKey();
    private final Process process;
    private final AzuriteOutput.Ports ports;

    private Azurite(@Nullable Path location) throws IOException {
        process = launch(location);
        ports = awaitPorts();
    }

    /** Starts one that forgets everything when closed. */
    public static Azurite start() throws IOException {
        return new Azurite(null);
    }

    /** Starts one that keeps its data in a folder, made if needed; {@link #close} loses nothing. */
    public static Azurite start(Path location) throws IOException {
        return new Azurite(Files.createDirectories(location).toAbsolutePath());
    }

    /** Returns the one this JVM shares, started on first use; use containers and queues of your own, do not close it. */
    public static Azurite shared() {
        return Shared.INSTANCE;
    }

    public URI blobUri() {
        return URI.create("https://" + ACCOUNT + ".blob.core.windows.net:" + ports.blob());
    }

    public URI queueUri() {
        return URI.create("https://" + ACCOUNT + ".queue.core.windows.net:" + ports.queue());
    }

    /** Returns a connection string with the account key, which is made anew at every start. */
    public String connectionString() {
        return "DefaultEndpointsProtocol=https;AccountName=" + ACCOUNT + ";AccountKey=" + key + ";BlobEndpoint="
                + blobUri() + ";QueueEndpoint=" + queueUri() + ";";
    }

    /** Returns the app settings of an identity-based connection, such as {@code BackupStorage__blobServiceUri}. */
    public Map<String, String> env(String prefix) {
        return Map.of(
                prefix + "__blobServiceUri", blobUri().toString(),
                prefix + "__queueServiceUri", queueUri().toString(),
                prefix + "__credential", "managedidentity");
    }

    /** Returns the id of Azurite's process. */
    long pid() {
        return process.pid();
    }

    /** Ends Azurite in order, data written, and by force if it does not within ten seconds. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private Process launch(@Nullable Path location) throws IOException {
        Path program = AzuriteInstall.program();
        List<String> command = new ArrayList<>(List.of("node", "-e", END_WITH_PARENT, program.toString()));
        // Port 0: the system picks a free one, and Azurite prints it. The table service cannot be left out.
        command.addAll(List.of("--blobPort", "0", "--queuePort", "0", "--tablePort", "0"));
        command.addAll(
                location == null ? List.of("--inMemoryPersistence") : List.of("--location", location.toString()));
        command.addAll(List.of("--skipApiVersionCheck", "--disableTelemetry", "--silent", "--oauth", "basic"));
        command.addAll(List.of("--cert", SandboxTls.keyStore().toString(), "--pwd", SandboxTls.PASSWORD));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("AZURITE_ACCOUNTS", ACCOUNT + ":" + key);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new IOException("node cannot be started. Azurite needs Node.js 20 or later on the PATH.", e);
        }
    }

    private AzuriteOutput.Ports awaitPorts() throws IOException {
        try {
            return AzuriteOutput.read(process).get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            close();
            throw new IOException("Azurite did not start", e);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static String randomKey() {
        byte[] key = new byte[64];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    /** Starts at first use; the pipe ends it with the JVM. */
    private static final class Shared {
        static final Azurite INSTANCE = started();

        private static Azurite started() {
            try {
                return start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
