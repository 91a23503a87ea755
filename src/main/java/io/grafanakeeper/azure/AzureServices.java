package io.grafanakeeper.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.ExponentialBackoffOptions;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RequestRetryCondition;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.util.HttpClientOptions;
import com.azure.identity.AzureCliCredentialBuilder;
import com.azure.identity.AzureDeveloperCliCredentialBuilder;
import com.azure.identity.ChainedTokenCredentialBuilder;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.identity.EnvironmentCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import com.azure.storage.blob.BlobClientBuilder;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.ManagedIdentityApplication;
import com.microsoft.aad.msal4j.ManagedIdentityId;
import com.microsoft.aad.msal4j.ManagedIdentityParameters;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.settings.AppSettings;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Builds the clients of Azure's services from the app settings.
 *
 * <p>Each method builds anew: the caller keeps what it got. The SDK's own retries are cut short, since a queue message is tried
 * again anyway and a wrong setting should be told within seconds.
 */
public final class AzureServices {
    private static final String CHALLENGE = "{\"access_token\":{\"nbf\":{\"essential\":true}}}";
    private static final String PUBLIC_CLOUD = "https://management.azure.com";
    private static final long TOKEN_SECONDS = 30;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final AppSettings settings;

    /** Creates the builder over the app settings. */
    public AzureServices(AppSettings settings) {
        this.settings = settings;
    }

    /**
     * Returns the app's identity: in Azure its managed identity ({@code AZURE_CLIENT_ID} chooses a user-assigned one), on a
     * developer's machine the environment's service principal or the login of the Azure CLI.
     */
    public TokenCredential identity() {
        if (setting("IDENTITY_ENDPOINT") == null) {
            return new ChainedTokenCredentialBuilder()
                    .addLast(new EnvironmentCredentialBuilder()
                            .retryOptions(retries())
                            .clientOptions(timeouts())
                            .build())
                    .addLast(new AzureCliCredentialBuilder().build())
                    .addLast(new AzureDeveloperCliCredentialBuilder().build())
                    .build();
        }
        return managedIdentity(setting("AZURE_CLIENT_ID"));
    }

    /**
     * Returns a user-assigned identity of the app, or the app's own where none is asked for and on a developer's machine.
     *
     * @param clientId the client id of the user-assigned identity, or null
     * @param own the app's own
     */
    public TokenCredential identity(@Nullable String clientId, TokenCredential own) {
        return clientId == null || setting("IDENTITY_ENDPOINT") == null ? own : managedIdentity(clientId);
    }

    /**
     * Returns a token of the app's identity that comes from no cache. The SDK gives no way to ask a managed identity for one; the
     * library that it stands on does, and puts the new token into the cache that both share.
     */
    public AccessToken freshToken(TokenCredential identity, String scope) {
        if (setting("IDENTITY_ENDPOINT") == null) {
            return challengedToken(identity, scope);
        }
        String clientId = setting("AZURE_CLIENT_ID");
        try {
            IAuthenticationResult result = ManagedIdentityApplication.builder(
                            clientId == null
                                    ? ManagedIdentityId.systemAssigned()
                                    : ManagedIdentityId.userAssignedClientId(clientId))
                    .connectTimeoutForDefaultHttpClient((int) CONNECT.toMillis())
                    .readTimeoutForDefaultHttpClient((int) ANSWER.toMillis())
                    .build()
                    .acquireTokenForManagedIdentity(ManagedIdentityParameters.builder(resource(scope))
                            .forceRefresh(true)
                            .build())
                    .get(TOKEN_SECONDS, TimeUnit.SECONDS);
            return new AccessToken(
                    result.accessToken(), result.expiresOnDate().toInstant().atOffset(ZoneOffset.UTC));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw noToken(e);
        } catch (Exception e) {
            // The library declares nothing narrower.
            throw noToken(e);
        }
    }

    /** Returns a token of a service principal or a developer that comes from no cache: a claims challenge never does. */
    public static AccessToken challengedToken(TokenCredential identity, String scope) {
        return identity.getTokenSync(new TokenRequestContext().addScopes(scope).setClaims(CHALLENGE));
    }

    private static ServiceException noToken(Exception cause) {
        return new ServiceException(
                "Entra", "the managed identity gives no new token", true, SdkFailure.quotable(cause));
    }

    private static String resource(String scope) {
        String end = "/.default";
        return scope.endsWith(end) ? scope.substring(0, scope.length() - end.length()) : scope;
    }

    /** Returns a service principal whose client secret is kept in Key Vault. */
    public static TokenCredential servicePrincipal(String tenant, String clientId, String secret) {
        return new ClientSecretCredentialBuilder()
                .tenantId(tenant)
                .clientId(clientId)
                .clientSecret(secret)
                .retryOptions(retries())
                .clientOptions(timeouts())
                .build();
    }

    /**
     * Returns the address of Azure Resource Manager: {@code ARM_ENDPOINT}, which the clouds of Azure Government and China need, or
     * that of the public cloud.
     */
    public URI resourceManager() {
        String endpoint = setting("ARM_ENDPOINT");
        try {
            URI uri = new URI(endpoint == null ? PUBLIC_CLOUD : endpoint.replaceAll("/+$", ""));
            if ("https".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getRawPath().isEmpty()) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Told below like any other wrong value.
        }
        throw new ServiceException(
                "Azure Resource Manager",
                "the app setting ARM_ENDPOINT must be https://<host>, such as " + PUBLIC_CLOUD,
                false,
                null);
    }

    /** Returns the Key Vault named by {@code KEY_VAULT_URI}. */
    public KeyVault keyVault(TokenCredential identity) {
        String uri = setting("KEY_VAULT_URI");
        if (uri == null) {
            throw new ServiceException(
                    "Key Vault", "the app setting KEY_VAULT_URI is missing; set it to the vault's URI", false, null);
        }
        requireHttps("Key Vault", "KEY_VAULT_URI", uri);
        SecretClientBuilder builder = new SecretClientBuilder()
                .vaultUrl(uri)
                .credential(identity)
                .retryOptions(retries())
                .clientOptions(timeouts());
        SecretClientBuilder once = new SecretClientBuilder()
                .vaultUrl(uri)
                .credential(identity)
                .retryOptions(new RetryOptions(new FixedDelayOptions(0, Duration.ZERO)))
                .clientOptions(timeouts());
        return new KeyVault(builder.buildClient(), once::buildClient);
    }

    /**
     * Returns the storage account of the backups: {@code BackupStorage} if it is set, else the app's own {@code
     * AzureWebJobsStorage}; each as a connection string or as {@code …__blobServiceUri} or {@code …__accountName} with an identity.
     */
    public BlobServiceClient blobs(TokenCredential identity) {
        for (String connection : new String[] {"BackupStorage", "AzureWebJobsStorage"}) {
            BlobServiceClientBuilder builder = new BlobServiceClientBuilder().retryOptions(storageRetries());
            String connectionString = setting(connection);
            String serviceUri = blobServiceUri(connection);
            if (serviceUri != null) {
                return builder.endpoint(serviceUri)
                        .credential(identity(setting(connection + "__clientId"), identity))
                        .buildClient();
            }
            if (connectionString != null) {
                return fromConnectionString(builder, connection, connectionString);
            }
        }
        throw new ServiceException(
                "Blob Storage",
                "no storage account is configured; set BackupStorage__blobServiceUri (identity) or BackupStorage"
                        + " (connection string)",
                false,
                null);
    }

    /** Reads a blob's text, such as the configuration's. */
    public String text(URI blob, TokenCredential identity) {
        return AzureCalls.call(
                "Blob Storage",
                "assign the app's identity the role Storage Blob Data Reader on the container",
                () -> new BlobClientBuilder()
                        .endpoint(blob.toString())
                        .credential(identity)
                        .retryOptions(storageRetries())
                        .buildClient()
                        .downloadContent()
                        .toString());
    }

    private static BlobServiceClient fromConnectionString(
            BlobServiceClientBuilder builder, String connection, String connectionString) {
        try {
            return builder.connectionString(connectionString).buildClient();
        } catch (IllegalArgumentException e) {
            // The SDK's message may quote the string, which holds the account's key.
            throw new ServiceException(
                    "Blob Storage", "the app setting " + connection + " is not a connection string", false, null);
        }
    }

    /** Refuses an address that the SDK would refuse without naming the setting. */
    private static void requireHttps(String service, String setting, String address) {
        try {
            URI uri = new URI(address);
            if ("https".equals(uri.getScheme()) && uri.getHost() != null) {
                return;
            }
        } catch (URISyntaxException e) {
            // Told below like any other wrong value.
        }
        throw new ServiceException(service, "the app setting " + setting + " must be https://<host>", false, null);
    }

    private @Nullable String blobServiceUri(String connection) {
        String uri = setting(connection + "__blobServiceUri");
        if (uri != null) {
            requireHttps("Blob Storage", connection + "__blobServiceUri", uri);
            return uri;
        }
        String account = setting(connection + "__accountName");
        return account == null ? null : "https://" + account + ".blob.core.windows.net";
    }

    private static TokenCredential managedIdentity(@Nullable String clientId) {
        ManagedIdentityCredentialBuilder builder =
                new ManagedIdentityCredentialBuilder().retryOptions(retries()).clientOptions(timeouts());
        return clientId == null ? builder.build() : builder.clientId(clientId).build();
    }

    /** Returns what an answer may take; the SDK by itself waits a minute each time it tries. */
    private static HttpClientOptions timeouts() {
        return new HttpClientOptions()
                .setConnectTimeout(CONNECT)
                .setResponseTimeout(ANSWER)
                .setReadTimeout(ANSWER);
    }

    private static RetryOptions retries() {
        return new RetryOptions(new ExponentialBackoffOptions()
                        .setMaxRetries(3)
                        .setBaseDelay(Duration.ofMillis(500))
                        .setMaxDelay(Duration.ofSeconds(5)))
                .setShouldRetryCondition(AzureServices::worthAnotherTry);
    }

    /**
     * Tells what is tried again: as the SDK does by itself, but a time-out once only. A client tries again what its credential has
     * tried again, so that a token endpoint that hangs would take three minutes.
     */
    private static boolean worthAnotherTry(RequestRetryCondition tried) {
        HttpResponse answer = tried.getResponse();
        if (answer != null) {
            int status = answer.getStatusCode();
            return status == 408 || status == 429 || (status >= 500 && status != 501 && status != 505);
        }
        Throwable failure = tried.getThrowable();
        boolean late = failure instanceof HttpTimeoutException || failure instanceof TimeoutException;
        return late ? tried.getTryCount() == 0 : failure instanceof IOException;
    }

    private static RequestRetryOptions storageRetries() {
        return new RequestRetryOptions(
                RetryPolicyType.EXPONENTIAL,
                4,
                Duration.ofSeconds(30),
                Duration.ofMillis(500),
                Duration.ofSeconds(5),
                null);
    }

    private @Nullable String setting(String name) {
        return settings.find(name).map(String::strip).orElse(null);
    }
}
