package io.grafanakeeper.restore;

import io.grafanakeeper.archive.Content;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.grafana.Folder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the folder that a request wants everything restored under, and plans to make what is missing of its path.
 *
 * @param uid the folder's uid, empty if the request names none
 * @param steps the folders to make, parents first
 */
record UnderFolder(String uid, List<Step> steps) {
    static UnderFolder find(String path, Live live) {
        if (path.isEmpty()) {
            return new UnderFolder("", List.of());
        }
        String parent = "";
        List<Step> steps = new ArrayList<>();
        for (String title : live.nested() ? List.of(path.split("/")) : List.of(path)) {
            String above = parent;
            Optional<Folder> there = live.folders().stream()
                    .filter(folder ->
                            folder.parentUid().equals(above) && folder.title().equals(title))
                    .findFirst();
            parent = there.map(Folder::uid).orElseGet(() -> {
                Item folder = folder(derived(above, title), title);
                steps.add(new Step(folder, Action.CREATE, "the folder to restore under", above, null));
                return folder.uid();
            });
        }
        return new UnderFolder(parent, steps);
    }

    private static Item folder(String uid, String title) {
        return new Item(ItemKind.FOLDER, uid, title, "", "", null, null, null, null, "", 0);
    }

    /** Returns a uid that the same restore finds again. */
    private static String derived(String parent, String title) {
        return "r"
                + Content.hash((parent + "/" + title).getBytes(StandardCharsets.UTF_8))
                        .substring(0, 20);
    }
}
