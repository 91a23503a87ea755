package io.grafanakeeper.sandbox.host;

import com.azure.core.util.Context;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.models.QueueMessageItem;
import com.azure.storage.queue.models.UpdateMessageResult;
import java.time.Duration;
import java.util.List;

/** One Azure Storage queue. */
final class StorageQueue implements QueuePort {
    private static final Duration CALL_LIMIT = Duration.ofMinutes(1);

    private final QueueClient client;

    StorageQueue(QueueClient client) {
        this.client = client;
    }

    @Override
    public void create() {
        client.createIfNotExistsWithResponse(null, CALL_LIMIT, Context.NONE);
    }

    @Override
    public List<QueueMessage> receive(int max, Duration hidden) {
        return client.receiveMessages(max, hidden, CALL_LIMIT, Context.NONE).stream()
                .map(StorageQueue::message)
                .toList();
    }

    @Override
    public QueueMessage renew(QueueMessage message, Duration hidden) {
        // An update replaces the body as well: without one the message would lose its own.
        UpdateMessageResult updated = client.updateMessageWithResponse(
                        message.id(), message.popReceipt(), message.body(), hidden, CALL_LIMIT, Context.NONE)
                .getValue();
        return message.renewed(
                updated.getPopReceipt(), updated.getTimeNextVisible().toInstant());
    }

    @Override
    public void delete(QueueMessage message) {
        client.deleteMessageWithResponse(message.id(), message.popReceipt(), CALL_LIMIT, Context.NONE);
    }

    @Override
    public void send(String body) {
        client.sendMessageWithResponse(body, null, null, CALL_LIMIT, Context.NONE);
    }

    private static QueueMessage message(QueueMessageItem item) {
        return new QueueMessage(
                item.getMessageId(),
                item.getPopReceipt(),
                item.getBody().toString(),
                item.getDequeueCount(),
                item.getInsertionTime().toInstant(),
                item.getExpirationTime().toInstant(),
                item.getTimeNextVisible().toInstant());
    }
}
