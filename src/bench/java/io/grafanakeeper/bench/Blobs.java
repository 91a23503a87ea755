package io.grafanakeeper.bench;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.ListBlobsOptions;
import io.grafanakeeper.sandbox.azure.Azurite;
import io.grafanakeeper.sandbox.azure.SandboxTls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Looks into the container of the backups, past the app. */
final class Blobs {
    private final BlobContainerClient container;

    /** Creates a reader of an account; by its address, since Maven's JVM knows neither Azure's names here nor the certificate. */
    Blobs(Azurite storage) throws IOException {
        String connection = storage.connectionString()
                .replace(storage.blobUri().getHost(), "127.0.0.1")
                .replace(storage.queueUri().getHost(), "127.0.0.1");
        HttpClient http =
                new JdkHttpClientBuilder(java.net.http.HttpClient.newBuilder().sslContext(trust())).build();
        container = new BlobContainerClientBuilder()
                .connectionString(connection)
                .containerName("grafana-backups")
                .httpClient(http)
                .buildClient();
    }

    /** Returns the names and lengths of all blobs whose names begin with a prefix; none before the app made the container. */
    Map<String, Long> list(String prefix) {
        Map<String, Long> lengths = new HashMap<>();
        try {
            for (BlobItem blob : container.listBlobs(new ListBlobsOptions().setPrefix(prefix), null)) {
                lengths.put(blob.getName(), blob.getProperties().getContentLength());
            }
        } catch (BlobStorageException e) {
            if (!BlobErrorCode.CONTAINER_NOT_FOUND.equals(e.getErrorCode())) {
                throw e;
            }
        }
        return lengths;
    }

    private static SSLContext trust() throws IOException {
        try (InputStream file = Files.newInputStream(SandboxTls.keyStore())) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(file, SandboxTls.PASSWORD.toCharArray());
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(keys);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot trust the sandbox's certificate", e);
        }
    }
}
