package io.grafanakeeper.events;

import io.grafanakeeper.MovableClock;
import io.grafanakeeper.runs.InMemoryRunStore;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.sandbox.host.FunctionCalls;
import io.grafanakeeper.sandbox.host.FunctionCalls.Said;
import io.grafanakeeper.settings.Settings;
import io.grafanakeeper.settings.SettingsReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Serves the functions over stores in memory; the target {@code lab} has a plain webhook, {@code timed} one with a time. */
final class EventStand implements AutoCloseable {
    static final String KEY = "cafe-key";
    static final String QUEUE = "backup-jobs";
    static final Instant NOW = Instant.ofEpochSecond(1795500000);

    final MovableClock clock = new MovableClock(NOW);
    final InMemoryRunStore runs = new InMemoryRunStore();
    final InMemoryInboxStore inboxes = new InMemoryInboxStore();
    final Map<String, List<String>> vault = new ConcurrentHashMap<>(Map.of("hook", List.of(KEY)));
    final AtomicInteger vaultReads = new AtomicInteger();
    private final Set<String> once = ConcurrentHashMap.newKeySet();
    final EventWork work = work();
    final FunctionCalls calls = new FunctionCalls(new EventFunctions(work));

    /** Returns what one more instance of the app has. */
    EventWork work() {
        Settings settings = SettingsReader.read("""
                targets:
                  lab: { endpoint: 'http://127.0.0.1:1', auth: token, secret: t }
                  timed: { endpoint: 'http://127.0.0.1:1', auth: token, secret: t }
                  named: { endpoint: 'http://127.0.0.1:1', auth: token, secret: t }
                  quiet: { endpoint: 'http://127.0.0.1:1', auth: token, secret: t }
                  azmon:
                    endpoint: https://local-westcentralus.gateway.dashboard.azure.com
                    subscription: 0a0b0c0d-0000-0000-0000-000000000000
                    resourceGroups: [rg-Dashboards, rg-other]
                webhooks:
                  lab: { secret: hook }
                  timed: { secret: hook, timestampHeader: X-Grafana-Alerting-Timestamp }
                  named: { secret: hook, signatureHeader: X-Hub }
                """, "keeper.yaml");
        Webhooks webhooks = new Webhooks(() -> settings, this::keys, once::contains, once::add, clock);
        return new EventWork(() -> settings, webhooks, new Inbox(inboxes, runs, clock));
    }

    private List<String> keys(String secret) {
        vaultReads.incrementAndGet();
        List<String> keys = vault.get(secret);
        if (keys == null) {
            throw new ServiceException("Key Vault", "no secret " + secret + " in https://secret-vault", true, null);
        }
        return keys;
    }

    /** Calls a webhook that signs the body alone. */
    Said lab(String body, String signature) {
        return calls.call("POST", "webhooks/lab", body, Map.of("X-Grafana-Alerting-Signature", signature));
    }

    /** Calls the webhook that signs the time too. */
    Said timed(String body, String time, String signature) {
        return calls.call(
                "POST",
                "webhooks/timed",
                body,
                Map.of("x-grafana-alert-signature", signature, "X-Grafana-Alerting-Timestamp", time));
    }

    List<String> queued() {
        return calls.queued(QUEUE);
    }

    @Override
    public void close() {
        calls.close();
    }
}
