package io.grafanakeeper.sandbox;

import io.grafanakeeper.sandbox.azure.SandboxTls;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the app's JVM see Azure's host names on this machine and trust the sandbox's certificate.
 *
 * @param hosts the hosts file of the JVM, which knows no other names than those in it
 * @param trust the trust store
 */
record Network(Path hosts, Path trust) {
    private static final char[] CACERTS_PASSWORD = "changeit".toCharArray();

    /**
     * Prepares the files.
     *
     * @param folder where to write what has to be made
     * @param outside a Grafana outside the sandbox that the app must reach too, or null
     */
    static Network prepare(Path folder, @Nullable URI outside) throws IOException {
        Path hosts = Path.of(System.getProperty(
                "sandbox.hosts", System.getProperty("jdk.net.hosts.file", "src/test/resources/sandbox/hosts")));
        if (outside == null) {
            return new Network(hosts.toAbsolutePath(), SandboxTls.keyStore());
        }
        Files.createDirectories(folder);
        String address = InetAddress.getByName(outside.getHost()).getHostAddress();
        Path ours = folder.resolve("hosts");
        Files.writeString(ours, Files.readString(hosts) + address + " " + outside.getHost() + "\n");
        return new Network(ours.toAbsolutePath(), withPublicAuthorities(folder.resolve("trust.p12")));
    }

    /** Returns the JVM options. */
    List<String> options() {
        return List.of(
                "-Djdk.net.hosts.file=" + hosts,
                "-Djavax.net.ssl.trustStore=" + trust,
                "-Djavax.net.ssl.trustStoreType=PKCS12",
                "-Djavax.net.ssl.trustStorePassword=" + SandboxTls.PASSWORD);
    }

    /** Writes a trust store with the sandbox's certificate and those that this JDK trusts anyway. */
    private static Path withPublicAuthorities(Path file) throws IOException {
        try {
            KeyStore all = KeyStore.getInstance("PKCS12");
            all.load(null, null);
            copy(Path.of(System.getProperty("java.home"), "lib", "security", "cacerts"), CACERTS_PASSWORD, all);
            copy(SandboxTls.keyStore(), SandboxTls.PASSWORD.toCharArray(), all);
            try (OutputStream out = Files.newOutputStream(file)) {
                all.store(out, SandboxTls.PASSWORD.toCharArray());
            }
            return file.toAbsolutePath();
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot make the sandbox's trust store", e);
        }
    }

    private static void copy(Path from, char[] password, KeyStore to) throws IOException, GeneralSecurityException {
        KeyStore source = KeyStore.getInstance(from.toFile(), password);
        for (String alias : Collections.list(source.aliases())) {
            to.setCertificateEntry(alias, source.getCertificate(alias));
        }
    }
}
