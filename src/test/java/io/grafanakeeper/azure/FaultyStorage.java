package io.grafanakeeper.azure;

import com.azure.storage.blob.BlobContainerClient;
import io.grafanakeeper.concurrent.Lazy;
import io.grafanakeeper.sandbox.azure.Azurite;
import io.grafanakeeper.sandbox.azure.Call;
import io.grafanakeeper.sandbox.azure.Fault;
import io.grafanakeeper.sandbox.azure.FaultProxy;
import io.grafanakeeper.settings.AppSettings;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/** Gives one container of Azurite, asked by the app's own client through a proxy that spoils answers. */
final class FaultyStorage implements AutoCloseable {
    private final FaultProxy proxy;
    private final BlobContainerClient container;

    FaultyStorage() throws IOException {
        URI blobs = Azurite.shared().blobUri();
        proxy = FaultProxy.before(blobs.resolve("/"));
        String account = Azurite.shared()
                .connectionString()
                .replace(blobs.toString(), proxy.uri() + "/" + Azurite.ACCOUNT)
                .replaceFirst("QueueEndpoint=[^;]*;", "")
                .replace("Protocol=https", "Protocol=http");
        AzureServices azure = new AzureServices(new AppSettings(Map.of("BackupStorage", account)::get));
        container = azure.blobs(azure.identity()).getBlobContainerClient("faulty-" + UUID.randomUUID());
        container.create();
    }

    Lazy<BlobContainerClient> container() {
        return Lazy.of(() -> container);
    }

    /** Spoils the answer to the next write of a blob. */
    void spoilWrite(Fault fault) {
        Predicate<Call> write = call -> call.method().equals("PUT");
        proxy.faults().times(1, write, fault);
    }

    /** Returns how many answers were spoiled. */
    int spoiled() {
        return proxy.faults().spoiled();
    }

    @Override
    public void close() {
        proxy.close();
    }
}
