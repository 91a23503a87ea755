package io.grafanakeeper.sandbox.host;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;

/**
 * Finds an app's functions by their annotations and serves them on the loopback address as Azure does.
 *
 * <p>HTTP routes with keys, timers, storage queues with attempts and poison queues, and Event Grid's webhook. Made and
 * started by {@link FunctionHostBuilder}; {@link HostMain} is the same as a process.
 */
public final class FunctionHost implements AutoCloseable {
    private final HostParts parts;
    private final List<HostedFunction> functions;
    private final List<QueueLoop> queueLoops = new ArrayList<>();
    private final Map<String, TimerLoop> timerLoops = new HashMap<>();
    private final HttpFront front;
    private final HttpServer server;
    private boolean closed;

    /** Prepares everything that can fail without the network, then starts to listen, to poll and to wait. */
    FunctionHost(HostParts parts, List<HostedFunction> functions, int port, boolean timersAtOnce) {
        this.parts = parts;
        this.functions = functions;
        List<HostedFunction> enabled = functions.stream()
                .filter(function -> !parts.settings().disabled(function.name()))
                .toList();
        enabled.forEach(this::prepare);
        this.front = front(enabled);
        this.server = listen(port);
        queueLoops.forEach(QueueLoop::start);
        timerLoops.values().forEach(timer -> timer.start(timersAtOnce));
    }

    private void prepare(HostedFunction function) {
        for (Binding binding : function.bindings()) {
            if (binding instanceof Binding.QueueOutput output) {
                parts.queues().open(output.connection(), output.queue());
            }
        }
        if (function.trigger() instanceof Trigger.Queue queue) {
            queueLoops.add(queueLoop(function, queue));
        }
        if (function.trigger() instanceof Trigger.Timer timer) {
            timerLoops.put(function.name(), timerLoop(function, timer));
        }
    }

    private QueueLoop queueLoop(HostedFunction function, Trigger.Queue queue) {
        return new QueueLoop(
                function,
                parts.queues().open(queue.connection(), queue.queue()),
                parts.queues().openPoison(queue.connection(), queue.queue()),
                parts.hostJson().queues(),
                parts.invoker(),
                parts.threads(),
                parts.log());
    }

    private TimerLoop timerLoop(HostedFunction function, Trigger.Timer timer) {
        String where = "function " + function.name();
        NcronTab schedule = new NcronTab(parts.settings().resolve(timer.schedule(), where), where);
        return new TimerLoop(function, schedule, parts.invoker(), parts.threads(), parts.clock());
    }

    private HttpFront front(List<HostedFunction> enabled) {
        return new HttpFront(
                new Routes(enabled, parts.hostJson().routePrefix()),
                parts.keys(),
                parts.invoker(),
                new EventGridEndpoint(name -> find(enabled, name), parts.invoker(), parts.threads()),
                new AdminEndpoint(
                        name -> find(functions, name), timerLoops, parts.invoker(), parts.threads(), parts.clock()),
                parts.log());
    }

    private static Optional<HostedFunction> find(List<HostedFunction> functions, String name) {
        return functions.stream()
                .filter(function -> function.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    private HttpServer listen(int port) {
        try {
            HttpServer listening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            listening.setExecutor(parts.threads()::work);
            listening.createContext("/", front);
            listening.start();
            return listening;
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port + " cannot be listened on", e);
        }
    }

    /** Returns the address of the HTTP functions, prefix included, without a slash at its end. */
    public URI url() {
        String prefix = parts.hostJson().routePrefix();
        return URI.create(root() + (prefix.isEmpty() ? "" : "/" + prefix));
    }

    /** Returns the address below which {@code /admin} and {@code /runtime} lie. */
    public URI root() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** Returns the key for functions of level FUNCTION. */
    public String key() {
        return parts.keys().function();
    }

    /** Returns the key for everything. */
    public String masterKey() {
        return parts.keys().master();
    }

    /** Returns the names of all functions, disabled ones too, in order. */
    public List<String> functions() {
        return functions.stream().map(HostedFunction::name).toList();
    }

    /** Stops taking work, waits for what runs up to the limit, then interrupts it. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        front.close();
        timerLoops.values().forEach(TimerLoop::stop);
        try {
            for (QueueLoop loop : queueLoops) {
                loop.stop();
            }
            if (!parts.threads().close(parts.closeLimit())) {
                log("functions still ran after " + parts.closeLimit() + " and were interrupted");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            log("closing was interrupted");
        }
        server.stop(0);
    }

    private void log(String message) {
        parts.log().host(Level.WARNING, message, null);
    }

    /** What the host is made of, put together by its builder. */
    record HostParts(
            HostSettings settings,
            HostJson hostJson,
            Keys keys,
            Queues queues,
            Invoker invoker,
            HostThreads threads,
            HostLog log,
            Clock clock,
            Duration closeLimit) {}
}
