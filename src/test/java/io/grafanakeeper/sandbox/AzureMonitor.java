package io.grafanakeeper.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.Limits;
import io.grafanakeeper.grafana.SecretCredential;
import io.grafanakeeper.inventory.Connection;
import io.grafanakeeper.monitor.MonitorDashboards;
import io.grafanakeeper.sandbox.azure.FakeIdentity;
import io.grafanakeeper.sandbox.azure.FakeResourceManager;
import io.grafanakeeper.sandbox.azure.SandboxTls;
import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import io.grafanakeeper.sandbox.grafana.Flavour;
import io.grafanakeeper.settings.Monitor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;

/** Is Azure Monitor with its dashboards: the control plane, where they are resources, and the data plane, where they are read. */
public final class AzureMonitor implements AutoCloseable {
    /** The subscription that all dashboards stand in. */
    public static final String SUBSCRIPTION = "00000000-0000-0000-0000-00000000000a";

    /** The name of the sandbox's target. */
    public static final String TARGET = "azmon";

    /** The resource group of the sample dashboards. */
    public static final String GROUP = "rg-dashboards";

    private static final String DASHBOARD_AUDIENCE = "https://dashboard.azure.com";
    private static final HttpClient HTTP = GrafanaClient.transport();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FakeGrafana dataPlane;
    private final FakeResourceManager manager;
    private final FakeIdentity identity;

    private AzureMonitor(FakeGrafana dataPlane, FakeResourceManager manager, FakeIdentity identity) {
        this.identity = identity;
        this.dataPlane = dataPlane;
        this.manager = manager;
    }

    /** Starts without a dashboard. */
    public static AzureMonitor start(FakeIdentity identity) throws IOException {
        FakeGrafana dataPlane = FakeGrafana.builder()
                .flavour(Flavour.V11_6)
                .monitor()
                .entra(token -> identity.accepts(token, DASHBOARD_AUDIENCE))
                .tls(SandboxTls.serverContext())
                .build()
                .start();
        FakeResourceManager manager = FakeResourceManager.start(
                identity, id -> dataPlane.putDashboard("", empty(id)), id -> dataPlane.deleteDashboard(uid(id)));
        return new AzureMonitor(dataPlane, manager, identity);
    }

    /** Returns the lines of a target of this kind with these resource groups, for {@code keeper.yaml}. */
    public String target(String name, String... groups) {
        return "  " + name + ":\n    endpoint: " + endpoint()
                + "\n    kind: monitor\n    requestsPerSecond: 1000\n    subscription: " + SUBSCRIPTION + "\n"
                + (groups.length == 0 ? "" : "    resourceGroups: [" + String.join(", ", groups) + "]\n");
    }

    /** Connects to both planes as the app does for a target of this subscription and these resource groups. */
    public Connection connection(Monitor where) {
        return new Connection(
                client(endpoint(), DASHBOARD_AUDIENCE),
                new MonitorDashboards(client(manager.uri(), FakeResourceManager.AUDIENCE), where));
    }

    private GrafanaClient client(URI address, String audience) {
        String token = identity.token(audience);
        return new GrafanaClient(
                address,
                SecretCredential.bearer(() -> token, Clock.systemUTC()),
                null,
                Limits.of(4, null),
                HTTP,
                Clock.systemUTC());
    }

    /** Returns the address of the data plane. */
    public URI endpoint() {
        return dataPlane.endpoint();
    }

    /** Returns the data plane. */
    public FakeGrafana dataPlane() {
        return dataPlane;
    }

    /** Returns the control plane. */
    public FakeResourceManager manager() {
        return manager;
    }

    /** Makes a dashboard in a resource group that is there, and returns its uid. */
    public String put(String group, String name, String title) {
        String id = id(group, name);
        manager.put(id, "westeurope", Map.of("made-by", "sandbox"));
        ObjectNode model = JSON.createObjectNode().put("uid", uid(id)).put("title", title);
        model.putArray("panels")
                .addObject()
                .put("id", 1)
                .put("type", "timeseries")
                .put("title", "Requests of " + name);
        return dataPlane.putDashboard("", model.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Makes the small demonstration. */
    public void putSamples() {
        manager.putGroup(GROUP, "westeurope");
        put(GROUP, "virtual-machines", "Virtual machines");
        put(GROUP, "kubernetes", "Kubernetes clusters");
        put(GROUP, "storage", "Storage accounts");
    }

    /** Deletes a dashboard at once, as its owner would in Azure's portal. */
    public void delete(String group, String name) {
        manager.remove(id(group, name));
        dataPlane.deleteDashboard(uid(id(group, name)));
    }

    /** Returns the resource id of a dashboard. */
    public static String id(String group, String name) {
        return "/subscriptions/" + SUBSCRIPTION + "/resourceGroups/" + group
                + "/providers/Microsoft.Dashboard/dashboards/" + name;
    }

    /** Returns the uid of a dashboard by its resource id. */
    public static String uid(String id) {
        return id.substring(1).replace('/', '~');
    }

    @Override
    public void close() {
        manager.close();
        dataPlane.close();
    }

    private static byte[] empty(String id) {
        ObjectNode model =
                JSON.createObjectNode().put("uid", uid(id)).put("title", id.substring(id.lastIndexOf('/') + 1));
        model.putArray("panels");
        return model.toString().getBytes(StandardCharsets.UTF_8);
    }
}
