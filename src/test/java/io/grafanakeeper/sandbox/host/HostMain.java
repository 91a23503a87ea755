package io.grafanakeeper.sandbox.host;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Runs a {@link FunctionHost} as a process, with the environment as its settings, until SIGTERM.
 *
 * <p>System properties: {@code host.port} (7071; 0 takes a free one), {@code host.key} and {@code host.masterKey}
 * (random), {@code host.anchor} (a class of the app), {@code host.json} (the file), {@code host.maxPollingInterval}
 * (PT1S, a cap), {@code host.lease} (PT10M). Prints {@code host: {…}} on one line when it is ready.
 */
public final class HostMain {
    private static final String APP = "io.grafanakeeper.KeeperInjector";

    private HostMain() {}

    /** Starts the host; a fault of functions or settings ends the process with its message and exit code 1. */
    public static void main(String[] arguments) throws ClassNotFoundException {
        // Without it, every small answer on a kept-alive connection waits 40 ms for the peer's acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            FunctionHost host = builder().start();
            Runtime.getRuntime().addShutdownHook(new Thread(host::close, "host-close"));
            System.out.println("host: " + describe(host));
        } catch (HostStartException e) {
            System.err.println("host: " + e.getMessage());
            System.exit(1);
        }
    }

    private static FunctionHostBuilder builder() throws ClassNotFoundException {
        String anchor = System.getProperty("host.anchor", APP);
        FunctionHostBuilder builder = new FunctionHostBuilder(System.getenv())
                .anchor(Class.forName(anchor, false, HostMain.class.getClassLoader()))
                .port(Integer.getInteger("host.port", 7071))
                .hostJson(Path.of(System.getProperty("host.json", "host.json")))
                .maxPollingInterval(Duration.parse(System.getProperty("host.maxPollingInterval", "PT1S")))
                .lease(Duration.parse(System.getProperty("host.lease", QueueOptions.LEASE.toString())));
        if (!anchor.equals(APP)) {
            // Another app than the one whose injector is registered on this class path.
            builder.injector(Instances.madeAnew());
        }
        String key = System.getProperty("host.key");
        String masterKey = System.getProperty("host.masterKey");
        if (key != null) {
            builder.key(key);
        }
        if (masterKey != null) {
            builder.masterKey(masterKey);
        }
        return builder;
    }

    private static String describe(FunctionHost host) {
        ObjectNode line = new ObjectMapper()
                .createObjectNode()
                .put("url", host.url().toString())
                .put("key", host.key())
                .put("masterKey", host.masterKey());
        host.functions().forEach(line.putArray("functions")::add);
        return line.toString();
    }
}
