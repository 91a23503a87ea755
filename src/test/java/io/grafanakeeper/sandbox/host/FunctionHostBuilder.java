package io.grafanakeeper.sandbox.host;

import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects what a {@link FunctionHost} needs and starts it. */
public final class FunctionHostBuilder {
    private final HostSettings settings;
    private List<Class<?>> classes = List.of();
    private ClassLoader loader = FunctionHostBuilder.class.getClassLoader();
    private Path hostJson = Path.of("host.json");
    private int port;
    private String key = Keys.random();
    private String masterKey = Keys.random();
    private @Nullable Duration maxPollingInterval;
    private Duration lease = QueueOptions.LEASE;
    private Duration closeLimit = Duration.ofSeconds(30);
    private boolean timersAtOnce;
    private Clock clock = Clock.systemUTC();
    private Consumer<String> log = System.out::println;
    private @Nullable FunctionInstanceInjector injector;
    private QueuePort.@Nullable Opener queues;

    /** Starts from the app's settings, in Azure its environment variables. */
    public FunctionHostBuilder(Map<String, String> settings) {
        this.settings = new HostSettings(settings);
    }

    /** Serves all functions of the folder or jar that this class came from. */
    public FunctionHostBuilder anchor(Class<?> anchor) {
        loader = anchor.getClassLoader();
        classes = Discovery.classes(List.of(Discovery.codeSource(anchor)), loader);
        return this;
    }

    /** Serves all functions of these folders of classes and jars, on the class path or not. */
    public FunctionHostBuilder paths(List<Path> paths) {
        loader = new URLClassLoader(paths.stream().map(FunctionHostBuilder::url).toArray(URL[]::new), loader);
        classes = Discovery.classes(paths, loader);
        return this;
    }

    /** Serves the functions of these classes only. */
    public FunctionHostBuilder classes(Class<?>... only) {
        classes = List.of(only);
        return this;
    }

    /** Reads another file than {@code host.json} in the working directory. */
    public FunctionHostBuilder hostJson(Path file) {
        hostJson = file;
        return this;
    }

    /** Listens on this port of the loopback address; 0, the default, takes a free one. */
    public FunctionHostBuilder port(int number) {
        port = number;
        return this;
    }

    /** Sets the key of functions of level FUNCTION; random otherwise. */
    public FunctionHostBuilder key(String value) {
        key = value;
        return this;
    }

    /** Sets the key for everything; random otherwise. */
    public FunctionHostBuilder masterKey(String value) {
        masterKey = value;
        return this;
    }

    /** Looks into queues at least this often, whatever host.json says. */
    public FunctionHostBuilder maxPollingInterval(Duration cap) {
        maxPollingInterval = cap;
        return this;
    }

    /** Hides received messages for this long, renewed while the function runs; after a kill they show again. */
    public FunctionHostBuilder lease(Duration length) {
        lease = length;
        return this;
    }

    /** Waits this long for running functions when closing; 30 s otherwise. */
    public FunctionHostBuilder closeLimit(Duration limit) {
        closeLimit = limit;
        return this;
    }

    /** Runs every timer once at the start as well. */
    public FunctionHostBuilder timersAtOnce() {
        timersAtOnce = true;
        return this;
    }

    /** Takes the time of timers and log lines from here. */
    public FunctionHostBuilder clock(Clock source) {
        clock = source;
        return this;
    }

    /** Sends the log here instead of to standard output; stack traces come in one text with their line. */
    public FunctionHostBuilder log(Consumer<String> lines) {
        log = lines;
        return this;
    }

    /** Uses this injector instead of the one the app registers. */
    public FunctionHostBuilder injector(FunctionInstanceInjector own) {
        injector = own;
        return this;
    }

    /** Uses these queues instead of Azure Storage. */
    FunctionHostBuilder queues(QueuePort.Opener opener) {
        queues = opener;
        return this;
    }

    /** Starts the host; throws {@link HostStartException} when the functions or the settings do not allow it. */
    public FunctionHost start() {
        List<HostedFunction> functions = FunctionReader.read(classes);
        HostJson json = HostJson.read(hostJson);
        QueueOptions options = json.queues().withLease(lease);
        if (maxPollingInterval != null) {
            options = options.withMaxPollingInterval(maxPollingInterval);
        }
        HostLog hostLog = new HostLog(log, clock);
        Queues opened = new Queues(queues == null ? new StorageQueues(settings) : queues, settings, options.encoding());
        Invoker invoker = new Invoker(injector == null ? Instances.find(loader) : injector, opened, hostLog);
        FunctionHost.HostParts parts = new FunctionHost.HostParts(
                settings,
                new HostJson(json.routePrefix(), options),
                new Keys(key, masterKey),
                opened,
                invoker,
                new HostThreads(loader),
                hostLog,
                clock,
                closeLimit);
        return new FunctionHost(parts, functions, port, timersAtOnce);
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new HostStartException("no path: " + path, e);
        }
    }
}
