package io.grafanakeeper;

import com.azure.core.credential.TokenCredential;
import io.grafanakeeper.azure.AzureServices;
import io.grafanakeeper.azure.EntraCredential;
import io.grafanakeeper.azure.KeyVault;
import io.grafanakeeper.concurrent.Lazy;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.GrafanaCredential;
import io.grafanakeeper.grafana.Limits;
import io.grafanakeeper.grafana.SecretCredential;
import io.grafanakeeper.inventory.Connection;
import io.grafanakeeper.monitor.MonitorDashboards;
import io.grafanakeeper.settings.Auth;
import io.grafanakeeper.settings.CredentialSettings;
import io.grafanakeeper.settings.Monitor;
import io.grafanakeeper.settings.RotateWith;
import io.grafanakeeper.settings.Target;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Builds one client a target and keeps it, so that its pace and its connections are shared by all functions of the process. */
final class GrafanaClients {
    private static final String API_KEY_USER = "api_key";
    private static final int MANAGER_CONCURRENCY = 4;
    private static final double MANAGER_REQUESTS_PER_SECOND = 10;

    private final AzureServices azure;
    private final Supplier<TokenCredential> identity;
    private final Supplier<KeyVault> vault;
    private final Clock clock;
    private final Lazy<HttpClient> http = Lazy.of(GrafanaClient::transport);
    private final Map<Target, GrafanaClient> clients = new ConcurrentHashMap<>();
    private final Map<Target, GrafanaClient> managers = new ConcurrentHashMap<>();

    GrafanaClients(AzureServices azure, Supplier<TokenCredential> identity, Supplier<KeyVault> vault, Clock clock) {
        this.azure = azure;
        this.identity = identity;
        this.vault = vault;
        this.clock = clock;
    }

    /** Returns the target's client. */
    GrafanaClient of(Target target) {
        return clients.computeIfAbsent(target, this::build);
    }

    /** Returns the ways to the target: its client and, for Azure Monitor, that of the control plane. */
    Connection connection(Target target) {
        Monitor monitor = target.monitor();
        return new Connection(
                of(target),
                monitor == null
                        ? null
                        : new MonitorDashboards(managers.computeIfAbsent(target, this::manager), monitor));
    }

    /** Returns the client of whoever rotates a credential; it shares pace and bounds with the target's. */
    GrafanaClient rotating(Target target, CredentialSettings credential) {
        GrafanaClient own = of(target);
        RotateWith with = credential.rotateWith();
        if (with instanceof RotateWith.AppIdentity) {
            return own.as(appIdentity(target.scope()));
        }
        if (with instanceof RotateWith.Self) {
            return own.as(SecretCredential.bearer(() -> vault.get().read(credential.secret()), clock));
        }
        if (with instanceof RotateWith.OtherSecret other) {
            return own.as(SecretCredential.bearer(() -> vault.get().read(other.secret()), clock));
        }
        return own;
    }

    /** Returns the target's client, sharing pace and bounds, that signs in with Entra tokens of another scope. */
    GrafanaClient scoped(Target target, String scope) {
        return of(target).as(credential(target, scope));
    }

    private GrafanaClient build(Target target) {
        return new GrafanaClient(
                target.endpoint(),
                credential(target, target.scope()),
                target.orgId(),
                Limits.of(target.concurrency(), target.requestsPerSecond()),
                http.get(),
                clock);
    }

    /** Builds the client of Azure Resource Manager, which gives a caller 10 writes a second and more reads. */
    private GrafanaClient manager(Target target) {
        URI endpoint = azure.resourceManager();
        return new GrafanaClient(
                endpoint,
                credential(target, "https://" + endpoint.getHost() + "/.default"),
                null,
                Limits.of(MANAGER_CONCURRENCY, MANAGER_REQUESTS_PER_SECOND),
                http.get(),
                clock);
    }

    private GrafanaCredential credential(Target target, String scope) {
        Auth auth = target.auth();
        if (auth instanceof Auth.ServicePrincipal principal) {
            Lazy<TokenCredential> signIn = Lazy.of(() -> AzureServices.servicePrincipal(
                    principal.tenant(), principal.clientId(), vault.get().read(principal.secret())));
            return new EntraCredential(
                    signIn, fresh -> AzureServices.challengedToken(signIn.get(), fresh), scope, clock);
        }
        if (auth instanceof Auth.Token token) {
            return SecretCredential.bearer(() -> vault.get().read(token.secret()), clock);
        }
        if (auth instanceof Auth.Basic basic) {
            return SecretCredential.basic(basic.user(), () -> vault.get().read(basic.secret()), clock);
        }
        if (auth instanceof Auth.ApiKey key) {
            return SecretCredential.basic(API_KEY_USER, () -> vault.get().read(key.secret()), clock);
        }
        return appIdentity(scope);
    }

    private GrafanaCredential appIdentity(String scope) {
        return new EntraCredential(identity, fresh -> azure.freshToken(identity.get(), fresh), scope, clock);
    }
}
