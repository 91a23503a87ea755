package io.grafanakeeper.sandbox.host;

import java.time.Duration;
import java.util.List;

/** What the host needs of one storage queue; bodies go in and come out as they are stored. */
interface QueuePort {
    /** Creates the queue where it does not exist. */
    void create();

    /** Takes up to {@code max} messages and hides them for {@code hidden}. */
    List<QueueMessage> receive(int max, Duration hidden);

    /** Hides a message for {@code hidden} from now and returns it with its new pop receipt. */
    QueueMessage renew(QueueMessage message, Duration hidden);

    void delete(QueueMessage message);

    void send(String body);

    /** Opens queues by the name of a connection setting; must not use the network yet. */
    interface Opener {
        QueuePort open(String connection, String queue);
    }
}
