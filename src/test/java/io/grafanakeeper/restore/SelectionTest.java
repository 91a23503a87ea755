package io.grafanakeeper.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemKind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static final List<Item> ITEMS = List.of(
            folder("a", "A", "", ""),
            folder("b", "B", "a", "A"),
            folder("c", "C", "b", "A/B"),
            folder("x", "AX", "", ""),
            dashboard("deep", "c", "A/B/C"),
            dashboard("beside", "x", "AX"),
            dashboard("top", "", ""));

    @Test
    void takesEverythingWhenAskedForNothing() {
        assertEquals(ITEMS, new Selection(Set.of(), Set.of(), List.of()).from(ITEMS));
    }

    @Test
    void takesAFolderByPathWithAllBelowItAndNoNamesake() {
        assertEquals(List.of("a", "b", "c", "deep"), taken(new Selection(Set.of(), Set.of(), List.of("A"))));
    }

    @Test
    void takesAFolderByUidWithAllBelowIt() {
        assertEquals(List.of("a", "b", "c", "deep"), taken(new Selection(Set.of(), Set.of(), List.of("a"))));
    }

    @Test
    void takesOnlyWhatEveryPartChooses() {
        assertEquals(
                List.of("deep"), taken(new Selection(Set.of(ItemKind.DASHBOARD), Set.of("deep", "b"), List.of("A"))));
    }

    private static List<String> taken(Selection selection) {
        return selection.from(ITEMS).stream().map(Item::uid).toList();
    }

    private static Item dashboard(String uid, String folder, String path) {
        return new Item(ItemKind.DASHBOARD, uid, uid, folder, path, null, null, null, null, "", 0);
    }

    private static Item folder(String uid, String title, String parent, String path) {
        return new Item(ItemKind.FOLDER, uid, title, parent, path, null, null, null, null, "", 0);
    }
}
