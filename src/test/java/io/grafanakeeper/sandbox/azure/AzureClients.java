package io.grafanakeeper.sandbox.azure;

import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.queue.QueueServiceClient;
import com.azure.storage.queue.QueueServiceClientBuilder;
import java.time.Duration;

/** Builds the SDK's clients against the stand-ins, with one quick retry. */
final class AzureClients {
    private static final RetryOptions ONE_QUICK_RETRY =
            new RetryOptions(new FixedDelayOptions(1, Duration.ofMillis(10)));

    private AzureClients() {}

    static SecretClient secrets(FakeKeyVault vault, FakeIdentity identity) {
        return new SecretClientBuilder()
                .vaultUrl(vault.uri().toString())
                .credential(identity.credential())
                .retryOptions(ONE_QUICK_RETRY)
                .buildClient();
    }

    static BlobServiceClient blobs(Azurite azurite, FakeIdentity identity) {
        return new BlobServiceClientBuilder()
                .endpoint(azurite.blobUri().toString())
                .credential(identity.credential())
                .retryOptions(ONE_QUICK_RETRY)
                .buildClient();
    }

    static QueueServiceClient queues(Azurite azurite, FakeIdentity identity) {
        return new QueueServiceClientBuilder()
                .endpoint(azurite.queueUri().toString())
                .credential(identity.credential())
                .retryOptions(ONE_QUICK_RETRY)
                .buildClient();
    }
}
