package io.grafanakeeper.sandbox.azure;

import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueClientBuilder;
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

    /**
     * Ends Azurite when our end of the pipe closes, which happens even if this JVM is killed with -9. Only once and only
     * if no signal came first: a second signal would end it before its data is written.
     */
    private static final String END_WITH_PARENT = "let ending = false;"
            + "for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => { ending = true; });"
            + "process.stdin.on('end', () => ending || process.kill(process.pid, 'SIGTERM')).resume().unref();"
            + "require(process.argv[1]);";

    /** The SDK signs SAS in newer ways than Azurite checks, unless it is told a version before its first SAS. */
    private static final String SAS_VERSION_SETTING = "AZURE_STORAGE_SAS_SERVICE_VERSION";

    private static final String SAS_VERSION = "2025-11-05";

    private static final long START_SECONDS = 60;

    private final String key = randomKey();
    private final Process process;
    private final AzuriteOutput.Ports ports;

    private Azurite(@Nullable Path location) throws IOException {
        System.setProperty(SAS_VERSION_SETTING, SAS_VERSION);
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

    /** Waits until a queue has no messages, those that are being worked on counted. */
    public void awaitEmptyQueue(String name) throws InterruptedException {
        QueueClient queue = new QueueClientBuilder()
                .connectionString(connectionString())
                .queueName(name)
                .buildClient();
        while (queue.getProperties().getApproximateMessagesCountLong() > 0) {
            Thread.sleep(100);
        }
    }

    /** Returns the one this JVM shares, started on first use; use containers and queues of your own, do not close it. */
    public static Azurite shared() {
        return Shared.INSTANCE;
    }

    /** Returns the address of the blob service; as it has a port, it also has the account as its path. */
    public URI blobUri() {
        return URI.create("https://" + ACCOUNT + ".blob.core.windows.net:" + ports.blob() + "/" + ACCOUNT);
    }

    public URI queueUri() {
        return URI.create("https://" + ACCOUNT + ".queue.core.windows.net:" + ports.queue() + "/" + ACCOUNT);
    }

    /** Returns a connection string with the account key, which is made anew at every start. */
    public String connectionString() {
        return "DefaultEndpointsProtocol=https;AccountName=" + ACCOUNT + ";AccountKey=" + key + ";BlobEndpoint="
                + blobUri() + ";QueueEndpoint=" + queueUri() + ";";
    }

    /**
     * Returns the app settings of an identity-based connection, such as {@code BackupStorage__blobServiceUri}, with one
     * that keeps the SDK's SAS in a form Azurite knows; this JVM has that one already.
     */
    public Map<String, String> env(String prefix) {
        return Map.of(
                prefix + "__blobServiceUri",
                blobUri().toString(),
                prefix + "__queueServiceUri",
                queueUri().toString(),
                prefix + "__credential",
                "managedidentity",
                SAS_VERSION_SETTING,
                SAS_VERSION);
    }

    /** Returns the id of Azurite's process. */
    long pid() {
        return process.pid();
    }

    /** Ends Azurite in order, data written, and by force if it does not within ten seconds. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
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
        // Where an address has a port, the SDK takes the account's name from the path; so must Azurite, or SAS fail.
        command.add("--disableProductStyleUrl");
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
