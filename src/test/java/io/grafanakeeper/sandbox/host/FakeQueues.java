package io.grafanakeeper.sandbox.host;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** Keeps queues in memory with the visibility, attempts and pop receipts of Azure Storage. */
final class FakeQueues implements QueuePort.Opener {
    private final Map<String, Queue> queues = new HashMap<>();

    @Override
    public synchronized QueuePort open(String connection, String queue) {
        return queue(queue);
    }

    synchronized Queue queue(String name) {
        return queues.computeIfAbsent(name, absent -> new Queue());
    }

    /** One queue; all its time comes from the system clock. */
    static final class Queue implements QueuePort {
        private final List<QueueMessage> messages = new ArrayList<>();
        private boolean exists;
        private int renewals;
        private int received;

        @Override
        public synchronized void create() {
            exists = true;
            notifyAll();
        }

        @Override
        public synchronized List<QueueMessage> receive(int max, Duration hidden) {
            requireExistence();
            List<QueueMessage> batch = new ArrayList<>();
            for (int i = 0; i < messages.size() && batch.size() < max; i++) {
                QueueMessage message = messages.get(i);
                if (!message.visible().isAfter(Instant.now())) {
                    messages.set(i, hide(message, message.dequeueCount() + 1, hidden));
                    batch.add(messages.get(i));
                }
            }
            received += batch.size();
            notifyAll();
            return batch;
        }

        @Override
        public synchronized QueueMessage renew(QueueMessage message, Duration hidden) {
            QueueMessage renewed = hide(message, message.dequeueCount(), hidden);
            messages.set(indexOf(message), renewed);
            renewals++;
            notifyAll();
            return renewed;
        }

        @Override
        public synchronized void delete(QueueMessage message) {
            messages.remove(indexOf(message));
            notifyAll();
        }

        @Override
        public synchronized void send(String body) {
            send(body, 0);
        }

        synchronized void send(String body, long attemptsBefore) {
            requireExistence();
            Instant now = Instant.now();
            messages.add(new QueueMessage(
                    UUID.randomUUID().toString(), "", body, attemptsBefore, now, now.plusSeconds(600), now));
            notifyAll();
        }

        /** Returns the bodies of all messages, hidden ones too. */
        synchronized List<String> bodies() {
            return messages.stream().map(QueueMessage::body).toList();
        }

        /** Returns the decoded texts of all messages, hidden ones too. */
        synchronized List<String> texts() {
            return messages.stream()
                    .map(message ->
                            MessageEncoding.BASE64.decode(message.body()).orElseThrow())
                    .toList();
        }

        synchronized int renewals() {
            return renewals;
        }

        synchronized int received() {
            return received;
        }

        synchronized boolean exists() {
            return exists;
        }

        /** Waits until a condition on this queue holds. */
        synchronized void await(BooleanSupplier condition) throws InterruptedException {
            long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (!condition.getAsBoolean()) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new AssertionError("not within ten seconds; messages: " + bodies());
                }
                wait(left);
            }
        }

        private static QueueMessage hide(QueueMessage message, long attempts, Duration hidden) {
            return new QueueMessage(
                    message.id(),
                    UUID.randomUUID().toString(),
                    message.body(),
                    attempts,
                    message.inserted(),
                    message.expires(),
                    Instant.now().plus(hidden));
        }

        /** An old pop receipt is refused, as in Azure. */
        private int indexOf(QueueMessage message) {
            for (int i = 0; i < messages.size(); i++) {
                if (messages.get(i).popReceipt().equals(message.popReceipt())) {
                    return i;
                }
            }
            throw new IllegalStateException("404 MessageNotFound");
        }

        private void requireExistence() {
            if (!exists) {
                throw new IllegalStateException("404 QueueNotFound");
            }
        }
    }
}
