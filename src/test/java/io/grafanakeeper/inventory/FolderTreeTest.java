package io.grafanakeeper.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.grafanakeeper.grafana.DashboardHit;
import io.grafanakeeper.grafana.Folder;
import io.grafanakeeper.settings.FolderFilter;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FolderTreeTest {
    private static final List<Folder> FOLDERS = List.of(
            folder("a", 1, "Team", ""),
            folder("b", 2, "Sub", "a"),
            folder("c", 3, "Team", ""),
            folder("d", 4, "Teamwork", ""));

    @Test
    void joinsTheTitlesOfTheFoldersAbove() {
        assertEquals(new Place("b", "Team/Sub"), tree(List.of(), List.of()).inside("b"));
        assertEquals(Place.ROOT, tree(List.of(), List.of()).inside(""));
    }

    @Test
    void tellsFoldersOfOneTitleApartByUid() {
        FolderTree tree = tree(List.of("c"), List.of());
        assertTrue(tree.takes(tree.inside("c")));
        assertFalse(tree.takes(tree.inside("a")));
    }

    @Test
    void takesWhatIsInOrBelowANamedPathButNotALongerTitle() {
        FolderTree tree = tree(List.of("Team"), List.of("Team/Sub"));
        assertTrue(tree.takes(tree.inside("a")));
        assertTrue(tree.takes(tree.inside("c")));
        assertFalse(tree.takes(tree.inside("b")));
        assertFalse(tree.takes(tree.inside("d")));
        assertFalse(tree.takes(Place.ROOT));
    }

    @Test
    void takesTheRootWhereAFilterNamesGeneral() {
        FolderTree tree = tree(List.of("General"), List.of());
        assertTrue(tree.takes(Place.ROOT));
        assertFalse(tree.takes(tree.inside("a")));
    }

    @Test
    void takesTheFoldersAboveATakenOne() {
        assertEquals(Set.of("a", "b"), tree(List.of("b"), List.of()).takenFolders());
    }

    @Test
    void endsWhereFoldersAreInsideEachOther() {
        FolderTree tree = new FolderTree(
                List.of(folder("x", 1, "X", "y"), folder("y", 2, "Y", "x")), new FolderFilter(List.of("x"), List.of()));
        assertEquals("Y/X", tree.inside("x").folderPath());
        assertEquals(Set.of("x", "y"), tree.takenFolders());
    }

    @Test
    void trustsAHitForAFolderThatWasNotListed() {
        FolderTree tree = tree(List.of("Hidden"), List.of());
        Place place = tree.of(new DashboardHit("u", 0, "t", "h", "Hidden"));
        assertEquals(new Place("h", "Hidden"), place);
        assertTrue(tree.takes(place));
    }

    @Test
    void takesNumberZeroForTheRootThoughFoldersHaveNoNumbers() {
        FolderTree tree = new FolderTree(List.of(folder("a", 0, "A", "")), new FolderFilter(List.of(), List.of()));
        assertEquals("", tree.uidOf(0));
        assertEquals("", tree.uidOf(9));
        assertEquals("b", tree(List.of(), List.of()).uidOf(2));
    }

    private static FolderTree tree(List<String> only, List<String> except) {
        return new FolderTree(FOLDERS, new FolderFilter(only, except));
    }

    private static Folder folder(String uid, long id, String title, String parent) {
        return new Folder(uid, id, title, parent, JsonNodeFactory.instance.objectNode());
    }
}
