package io.grafanakeeper.saving;

import io.grafanakeeper.grafana.DashboardsApi.FolderRef;
import io.grafanakeeper.grafana.Folder;
import io.grafanakeeper.grafana.FoldersApi;
import io.grafanakeeper.runs.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the folder to save into. */
final class Folders {
    private final FoldersApi api;

    Folders(FoldersApi api) {
        this.api = api;
    }

    /** Returns a folder by its uid, null for the root. */
    @Nullable
    FolderRef ref(String uid) {
        if (uid.isEmpty()) {
            return null;
        }
        Folder folder = api.find(uid)
                .orElseThrow(() -> ProblemException.notFound(
                        "folderUid",
                        "Grafana has no folder of this uid",
                        List.of("a folder's uid", "\"\" for the root")));
        return new FolderRef(folder.uid(), folder.id());
    }
}
