package io.grafanakeeper.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lists folders through Grafana's Kubernetes-style API, {@code /apis/folder.grafana.app}: all levels at once, and in the form in
 * which {@link FoldersApi} gives them.
 */
public final class FolderResources {
    private static final String ID = "grafana.app/deprecatedInternalID";

    private final ResourceApi api;

    /** Creates the API of a client's Grafana. */
    public FolderResources(GrafanaClient client) {
        api = new ResourceApi(client, "folder.grafana.app", "folders");
    }

    /** Lists every folder; empty where the server does not have this API or refuses it to this identity. */
    public Optional<List<Folder>> all() {
        return api.list().map(FolderResources::folders);
    }

    private static List<Folder> folders(ResourceList list) {
        try (list) {
            List<Folder> folders = new ArrayList<>();
            for (ListedResource listed : list.all()) {
                folders.add(folder(listed, list.listed(listed).path("metadata")));
            }
            return folders;
        }
    }

    private static Folder folder(ListedResource listed, JsonNode metadata) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        long id = metadata.path("labels").path(ID).asLong();
        if (id != 0) {
            content.put("id", id);
        }
        content.put("uid", listed.uid()).put("title", listed.title());
        if (!listed.folderUid().isEmpty()) {
            content.put("parentUid", listed.folderUid());
        }
        return new Folder(listed.uid(), id, listed.title(), listed.folderUid(), content);
    }
}
