package io.grafanakeeper.sandbox.host;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Keeps the queues this host reads and writes, each opened once, and sends to them. */
final class Queues {
    private record Key(String connection, String queue) {}

    private final QueuePort.Opener opener;
    private final HostSettings settings;
    private final MessageEncoding encoding;
    private final ConcurrentMap<Key, QueuePort> opened = new ConcurrentHashMap<>();
    private final ConcurrentMap<Key, Boolean> created = new ConcurrentHashMap<>();

    Queues(QueuePort.Opener opener, HostSettings settings, MessageEncoding encoding) {
        this.opener = opener;
        this.settings = settings;
        this.encoding = encoding;
    }

    /** Opens a queue by its annotated name, without using the network. */
    QueuePort open(String connection, String queue) {
        return open(key(connection, queue));
    }

    /** Opens the queue for messages that failed too often. */
    QueuePort openPoison(String connection, String queue) {
        Key key = key(connection, queue);
        return open(new Key(connection, key.queue() + "-poison"));
    }

    /** Sends one message a text, creating the queue before the first. */
    void send(String connection, String queue, List<String> texts) {
        if (texts.isEmpty()) {
            return;
        }
        Key key = key(connection, queue);
        QueuePort port = open(key);
        created.computeIfAbsent(key, absent -> {
            port.create();
            return true;
        });
        texts.forEach(text -> port.send(encoding.encode(text)));
    }

    private Key key(String connection, String queue) {
        return new Key(connection, settings.resolve(queue, "queue " + queue));
    }

    private QueuePort open(Key key) {
        return opened.computeIfAbsent(key, absent -> opener.open(absent.connection(), absent.queue()));
    }
}
