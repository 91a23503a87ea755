package io.grafanakeeper.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.grafana.Folder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FolderPlanTest {
    private static final Item A = folder("a", "A", "", "");
    private static final Item B = folder("b", "B", "a", "A");

    @Test
    void makesParentsFirst() {
        FolderPlan plan = plan(List.of(), List.of(A, B), "");
        assertEquals("b", plan.place("b", "A/B"));
        assertEquals(List.of("a", "b"), plan.steps().stream().map(Step::uid).toList());
    }

    @Test
    void usesTheOnlyFolderAtTheSamePath() {
        FolderPlan plan = plan(List.of(live("z", "A", "")), List.of(A, B), "");
        assertEquals("z", plan.decide(A).uid());
        assertEquals("z", plan.decide(B).folderUid());
    }

    @Test
    void makesItsOwnWhereTwoBearTheTitle() {
        FolderPlan plan = plan(List.of(live("y", "A", ""), live("z", "A", "")), List.of(A), "");
        assertEquals(Action.CREATE, plan.decide(A).action());
    }

    @Test
    void neverMergesTwoFoldersOfTheBackup() {
        Item twin = folder("twin", "A", "", "");
        FolderPlan plan = plan(List.of(live("a", "A", "")), List.of(twin, A), "");
        assertEquals(Action.CREATE, plan.decide(twin).action());
        assertEquals("a", plan.decide(A).uid());
    }

    @Test
    void leavesARenamedFolderThatWasNotAskedFor() {
        FolderPlan plan = new FolderPlan(List.of(live("a", "New", "")), List.of(A), Set.of(), "", true, true);
        assertEquals("a", plan.place("a", "A"));
        assertEquals(Action.UNCHANGED, plan.steps().get(0).action());
    }

    @Test
    void leavesAFolderThatTheBackupDoesNotHoldWhereItIs() {
        FolderPlan plan = plan(List.of(live("p", "P", ""), live("a", "A", "p")), List.of(), "");
        assertEquals("a", plan.place("a", "P/A"));
        assertEquals(Action.UNCHANGED, plan.steps().get(0).action());
    }

    @Test
    void tellsAMovedFolder() {
        FolderPlan plan = plan(List.of(live("a", "A", ""), live("b", "B", "")), List.of(A, B), "");
        assertEquals(Action.CONFLICT, plan.decide(B).action());
    }

    @Test
    void givesAFolderAnotherUidUnderAnotherFolder() {
        FolderPlan plan = plan(List.of(live("u", "U", ""), live("a", "A", "")), List.of(A), "u");
        assertEquals(Action.CREATE, plan.decide(A).action());
        assertEquals("u", plan.decide(A).folderUid());
        assertEquals(21, plan.decide(A).uid().length());
    }

    @Test
    void findsTwinsAgainThatItMadeUnderAnotherFolder() {
        Item twin = folder("twin", "A", "", "");
        List<Folder> before = List.of(live("u", "U", ""), live("a", "A", ""));
        FolderPlan first = plan(before, List.of(A, twin), "u");
        List<String> uids = List.of(first.decide(A).uid(), first.decide(twin).uid());
        List<Folder> after = new ArrayList<>(before);
        uids.forEach(uid -> after.add(live(uid, "A", "u")));
        assertEquals(uids, uidsUnchanged(plan(after, List.of(A, twin), "u"), A, twin));
        // The first delivery was killed after it had made the second one.
        after.remove(2);
        FolderPlan second = plan(after, List.of(A, twin), "u");
        assertEquals(Action.CREATE, second.decide(A).action());
        assertEquals(uids.get(0), second.decide(A).uid());
        assertEquals(List.of(uids.get(1)), uidsUnchanged(second, twin));
    }

    private static List<String> uidsUnchanged(FolderPlan plan, Item... folders) {
        return Stream.of(folders)
                .map(plan::decide)
                .filter(step -> step.action() == Action.UNCHANGED)
                .map(Step::uid)
                .toList();
    }

    @Test
    void skipsFoldersUnderAnotherWhereThereIsNoSuchThing() {
        FolderPlan plan = new FolderPlan(List.of(live("u", "U", "")), List.of(A), Set.of("a"), "u", false, false);
        assertEquals(Action.SKIPPED, plan.decide(A).action());
        assertEquals("u", plan.place("a", "A"));
    }

    @Test
    void endsACircleAtTheRoot() {
        Item one = folder("one", "One", "two", "Two");
        Item two = folder("two", "Two", "one", "One");
        assertEquals("one", plan(List.of(), List.of(one, two), "").decide(one).uid());
    }

    private static FolderPlan plan(List<Folder> live, List<Item> items, String under) {
        return new FolderPlan(live, items, Set.of("a", "b", "twin", "one", "two"), under, true, false);
    }

    private static Folder live(String uid, String title, String parent) {
        return new Folder(uid, 0, title, parent, JsonNodeFactory.instance.objectNode());
    }

    private static Item folder(String uid, String title, String parent, String path) {
        return new Item(ItemKind.FOLDER, uid, title, parent, path, null, null, null, null, "", 0);
    }
}
