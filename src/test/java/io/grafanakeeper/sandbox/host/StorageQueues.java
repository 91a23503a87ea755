package io.grafanakeeper.sandbox.host;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import com.azure.storage.queue.QueueMessageEncoding;
import com.azure.storage.queue.QueueServiceClient;
import com.azure.storage.queue.QueueServiceClientBuilder;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Opens Azure Storage queues by the name of a connection setting, looked up as the host does.
 *
 * <p>For the name {@code X}: a connection string in {@code AzureWebJobsX} or {@code X}, else the managed identity with
 * {@code X__queueServiceUri} or {@code X__accountName}, and {@code X__clientId} for a user-assigned one.
 */
final class StorageQueues implements QueuePort.Opener {
    private final HostSettings settings;
    private final ConcurrentMap<String, QueueServiceClient> clients = new ConcurrentHashMap<>();

    StorageQueues(HostSettings settings) {
        this.settings = settings;
    }

    @Override
    public QueuePort open(String connection, String queue) {
        QueueServiceClient client = clients.computeIfAbsent(connection, this::client);
        return new StorageQueue(client.getQueueClient(queue));
    }

    private QueueServiceClient client(String connection) {
        QueueServiceClientBuilder builder = new QueueServiceClientBuilder()
                // The loops try again by themselves; the SDK's default would hold one of them for minutes.
                .retryOptions(new RequestRetryOptions(
                        RetryPolicyType.EXPONENTIAL,
                        3,
                        Duration.ofSeconds(20),
                        Duration.ofMillis(200),
                        Duration.ofSeconds(2),
                        null))
                // HTTP/2 would open a session per request in a burst.
                .httpClient(
                        new JdkHttpClientBuilder(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)).build())
                // Bodies pass as they are: a message in the wrong encoding must reach the poison queue, not stop the
                // loop.
                .messageEncoding(QueueMessageEncoding.NONE);
        Optional<String> connectionString =
                settings.find("AzureWebJobs" + connection).or(() -> settings.find(connection));
        if (connectionString.isPresent()) {
            return builder.connectionString(connectionString.get()).buildClient();
        }
        ManagedIdentityCredentialBuilder identity = new ManagedIdentityCredentialBuilder();
        part(connection, "clientId").ifPresent(identity::clientId);
        return builder.endpoint(endpoint(connection))
                .credential(identity.build())
                .buildClient();
    }

    private String endpoint(String connection) {
        return part(connection, "queueServiceUri")
                .or(() -> part(connection, "accountName").map(name -> "https://" + name + ".queue.core.windows.net"))
                .orElseThrow(() -> new HostStartException("no storage connection " + connection
                        + ": set AzureWebJobs" + connection + " or " + connection + " to a connection string, or "
                        + connection + "__queueServiceUri or " + connection + "__accountName"));
    }

    private Optional<String> part(String connection, String name) {
        return settings.find("AzureWebJobs" + connection + "__" + name)
                .or(() -> settings.find(connection + "__" + name));
    }
}
