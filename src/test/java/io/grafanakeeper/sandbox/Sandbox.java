package io.grafanakeeper.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.notices.WebhookServer;
import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import io.grafanakeeper.sandbox.grafana.Flavour;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Starts everything on this machine, does the main job at once, and stays up.
 *
 * <p>System properties: {@code sandbox.once} ends after the tour with exit code 0 or 1; {@code sandbox.port} (7071); {@code
 * sandbox.dashboards} fills the fake Grafana from a folder tree of JSON files; {@code sandbox.grafana} chooses its version.
 * Environment: {@code GRAFANA_ENDPOINT} and {@code GRAFANA_TOKEN} put a Grafana of yours, which is only read, in its place.
 */
public final class Sandbox {
    private static final Path FOLDER = Path.of("target", "sandbox");

    private Sandbox() {}

    /** Runs the sandbox. */
    public static void main(String[] arguments) throws InterruptedException {
        boolean once = System.getProperty("sandbox.once") != null;
        int exit = 0;
        try {
            run(once);
        } catch (IOException | Tour.TourFailedException | IllegalArgumentException e) {
            System.err.println("sandbox: " + e.getMessage());
            exit = 1;
        }
        if (once || exit != 0) {
            System.exit(exit);
        }
    }

    private static void run(boolean once) throws IOException, InterruptedException, Tour.TourFailedException {
        URI own = ownGrafana();
        Screen screen = new Screen(System.out, terminal());
        int port = freePort();
        screen.line(
                "Starting Grafana, Azurite, Key Vault, Application Insights, the identity endpoint and the functions ...");
        FakeGrafana fake = own == null ? fakeGrafana() : null;
        try (Stage stage = Stage.start(FOLDER);
                WebhookServer chat = new WebhookServer()) {
            URI grafana = own == null ? Objects.requireNonNull(fake).endpoint() : own;
            String token = fake == null ? System.getenv("GRAFANA_TOKEN") : fake.mintToken("keeper", "Admin", null);
            stage.vault().put(Stage.TOKEN_SECRET, token);
            EventTour.putSecrets(stage.vault(), chat);
            stage.monitor().putSamples();
            String configuration = Stage.demo(
                    grafana,
                    stage.monitor().target(AzureMonitor.TARGET, AzureMonitor.GROUP)
                            + EventTour.NOTIFY
                            + RotationTour.CONFIGURATION
                            + QueryTour.CONFIGURATION
                            + EventTour.CONFIGURATION);
            AppProcess app = stage.app(configuration, port, own, List.of());
            KeeperApi keeper = new KeeperApi(app);
            new Tour(keeper, fake, stage.vault(), screen).walk();
            new MonitorTour(keeper, stage.monitor(), screen).walk();
            new EventTour(app, stage.monitor(), fake, chat, screen).walk();
            new TelemetryTour(stage.telemetry(), screen).walk();
            screen.line("sandbox: " + describe(stage, app, grafana));
            if (!once) {
                Path shell = shell(app, grafana);
                screen.line("Everything stays up; end it with Ctrl-C. The app's log: " + app.log());
                screen.line("In another terminal: source " + shell);
                Runtime.getRuntime().addShutdownHook(new Thread(stage::close, "sandbox-close"));
                new CountDownLatch(1).await();
            }
        } finally {
            if (fake != null) {
                fake.close();
            }
        }
    }

    /** Returns the port to serve at; said before anything else is started. */
    private static int freePort() throws IOException {
        int port = Integer.getInteger("sandbox.port", 7071);
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return port == 0 ? 0 : probe.getLocalPort();
        } catch (BindException e) {
            throw new IOException(
                    "port " + port + " is in use: end the other sandbox, or take a free port with -Dsandbox.port=0", e);
        }
    }

    /** Writes what a shell needs to call the app; gone when the sandbox ends. */
    private static Path shell(AppProcess app, URI grafana) throws IOException {
        Path file = FOLDER.resolve("env");
        Files.writeString(
                file,
                "URL=" + app.url() + "\nKEY=" + app.key() + "\nWEBHOOK_SECRET=" + EventTour.KEY + "\nGRAFANA=" + grafana
                        + "\n");
        file.toFile().deleteOnExit();
        return file;
    }

    /** Tells a person's terminal from a log. Java's own console is no help: since 22 there is one either way. */
    private static boolean terminal() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/1")).startsWith("/dev/pts");
        } catch (IOException e) {
            return false;
        }
    }

    private static @Nullable URI ownGrafana() {
        String endpoint = System.getenv("GRAFANA_ENDPOINT");
        if (endpoint == null || endpoint.isBlank()) {
            return null;
        }
        String token = System.getenv("GRAFANA_TOKEN");
        if (token == null || token.isBlank()) {
            throw new IllegalArgumentException(
                    "GRAFANA_ENDPOINT is set; set GRAFANA_TOKEN too, a service-account token or an API key");
        }
        return URI.create(endpoint.strip());
    }

    private static FakeGrafana fakeGrafana() {
        FakeGrafana fake = FakeGrafana.builder().flavour(flavour()).build().start();
        String dashboards = System.getProperty("sandbox.dashboards");
        if (dashboards == null) {
            fake.seedSamples();
        } else {
            fake.seedFolders(Path.of(dashboards));
        }
        return fake;
    }

    private static Flavour flavour() {
        String version = System.getProperty("sandbox.grafana");
        if (version == null) {
            return Flavour.V13_1;
        }
        return Arrays.stream(Flavour.values())
                .filter(flavour -> flavour.version().startsWith(version))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("sandbox.grafana: " + version
                        + " is not known; allowed: "
                        + Arrays.stream(Flavour.values()).map(Flavour::version).collect(Collectors.joining(", "))));
    }

    private static String describe(Stage stage, AppProcess app, URI grafana) throws IOException {
        ObjectNode line = new ObjectMapper()
                .createObjectNode()
                .put("functions", app.url().toString())
                .put("key", app.key())
                .put("masterKey", app.masterKey())
                .put("webhookKey", EventTour.KEY)
                .put("grafana", grafana.toString())
                .put("blob", stage.storage().blobUri().toString())
                .put("queue", stage.storage().queueUri().toString())
                .put("storage", stage.storage().connectionString())
                .put("keyVault", stage.vault().uri().toString())
                .put("arm", stage.monitor().manager().uri().toString())
                .put("telemetry", stage.telemetry().uri().toString())
                .put("identity", stage.identity().endpoint().toString());
        return line.toString();
    }
}
