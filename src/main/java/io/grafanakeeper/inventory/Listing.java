package io.grafanakeeper.inventory;

import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.grafana.Folder;
import io.grafanakeeper.grafana.ResourceList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names everything that a backup has to read. Nothing of it can be read after closing.
 *
 * @param version the server's version, empty if it hides it
 * @param items what to read
 * @param folders every folder of the server, taken or not
 * @param notOffered kinds that were asked for and that this server does not have
 * @param contents the dashboards that came with the listing; null where each is read by a request
 */
public record Listing(
        String version,
        List<Pending> items,
        List<Folder> folders,
        List<ItemKind> notOffered,
        @Nullable ResourceList contents)
        implements AutoCloseable {
    @Override
    public void close() {
        if (contents != null) {
            contents.close();
        }
    }
}
