package io.grafanakeeper.sandbox.azure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Finds the sandbox's throw-away certificate, which is at once the servers' key and the clients' trust store. */
public final class SandboxTls {
    /** Protects nothing: the file is made anew on every machine and trusted by nobody else. */
    public static final String PASSWORD = "sandbox";

    private SandboxTls() {}

    /** Returns the PKCS12 file the JVM was told to trust; the build makes it and passes its path. */
    public static Path keyStore() {
        // The sandbox's own process serves TLS without trusting it, and is told the path by another name.
        String trusted = System.getProperty("sandbox.keystore", System.getProperty("javax.net.ssl.trustStore"));
        if (trusted == null || !Files.isReadable(Path.of(trusted))) {
            throw new IllegalStateException(
                    "No sandbox certificate: start the JVM with -Djavax.net.ssl.trustStore set to"
                            + " target/sandbox/tls.p12, which `mvn generate-test-resources` makes; it is set to "
                            + trusted);
        }
        return Path.of(trusted).toAbsolutePath();
    }

    /** Returns a context with which a server proves to be any of the host names in the sandbox's hosts file. */
    public static SSLContext serverContext() throws IOException {
        try (InputStream file = Files.newInputStream(keyStore())) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(file, PASSWORD.toCharArray());
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("The sandbox certificate cannot be read: " + keyStore(), e);
        }
    }
}
