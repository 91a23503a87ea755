package io.grafanakeeper.sandbox.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.util.Configuration;
import com.azure.core.util.ConfigurationBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.queue.QueueServiceClient;
import com.azure.storage.queue.QueueServiceClientBuilder;
import java.time.Duration;
import java.util.Map;

/** Builds the SDK's clients as the app does, except that the endpoint is passed and not read from the environment. */
final class AzureClients {
    private static final RetryOptions ONE_QUICK_RETRY =
            new RetryOptions(new FixedDelayOptions(1, Duration.ofMillis(10)));

    private AzureClients() {}

    static TokenCredential credential(FakeIdentity identity) {
        return builder(identity).build();
    }

    static TokenCredential credential(FakeIdentity identity, String clientId) {
        return builder(identity).clientId(clientId).build();
    }

    static SecretClient secrets(FakeKeyVault vault, FakeIdentity identity) {
        return new SecretClientBuilder()
                .vaultUrl(vault.uri().toString())
                .credential(credential(identity))
                .retryOptions(ONE_QUICK_RETRY)
                .buildClient();
    }

    static BlobServiceClient blobs(Azurite azurite, FakeIdentity identity) {
        return new BlobServiceClientBuilder()
                .endpoint(azurite.blobUri().toString())
                .credential(credential(identity))
                .retryOptions(ONE_QUICK_RETRY)
                .buildClient();
    }

    static QueueServiceClient queues(Azurite azurite, FakeIdentity identity) {
        return new QueueServiceClientBuilder()
                .endpoint(azurite.queueUri().toString())
                .credential(credential(identity))
                .retryOptions(ONE_QUICK_RETRY)
                .buildClient();
    }

    private static ManagedIdentityCredentialBuilder builder(FakeIdentity identity) {
        ConfigurationBuilder settings = new ConfigurationBuilder();
        for (Map.Entry<String, String> setting : identity.env().entrySet()) {
            settings.putProperty(setting.getKey(), setting.getValue());
        }
        Configuration configuration = settings.build();
        return new ManagedIdentityCredentialBuilder().configuration(configuration);
    }
}
