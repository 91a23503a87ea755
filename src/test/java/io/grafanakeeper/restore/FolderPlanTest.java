package io.grafanakeeper.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.grafana.Folder;
import io.grafanakeeper.restore.FolderPlan.Spot;
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
        assertEquals(Spot.in("b"), plan.place("b", "A/B"));
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
        FolderPlan plan = new FolderPlan(List.of(live("a", "New", "")), List.of(A), Set.of(), "", true, true, true);
        assertEquals(Spot.in("a"), plan.place("a", "A"));
        assertEquals(Action.UNCHANGED, plan.steps().get(0).action());
    }

    @Test
    void leavesAFolderThatTheBackupDoesNotHoldWhereItIs() {
        FolderPlan plan = plan(List.of(live("p", "P", ""), live("a", "A", "p")), List.of(), "");
        assertEquals(Spot.in("a"), plan.place("a", "P/A"));
        assertEquals(Action.UNCHANGED, plan.steps().get(0).action());
    }

    @Test
    void neverTakesAFolderForOneThatEndsAsItsPathDoes() {
        FolderPlan plan = plan(List.of(live("stranger", "Prod", "")), List.of(in("prod", "A/Prod")), "");
        assertEquals(Spot.in("prod"), plan.place("prod", "A/Prod"));
        Step above = plan.steps().get(0);
        assertEquals("A in '', create", shown(above));
        assertEquals("Prod in '" + above.uid() + "', create", shown(plan.steps().get(1)));
    }

    @Test
    void findsAFolderThatTheBackupDoesNotHoldByItsWholePath() {
        List<Folder> there =
                List.of(live("a", "A", ""), live("twin", "A", ""), live("p", "Prod", "twin"), live("q", "Prod", ""));
        assertEquals(Spot.in("p"), plan(there, List.of(), "").place("prod", "A/Prod"));
        FolderPlan below = plan(List.of(live("u", "U", ""), live("a", "A", "u")), List.of(), "u");
        assertEquals(Spot.in("prod"), below.place("prod", "A/Prod"));
        assertEquals("Prod in 'a', create", shown(below.steps().get(1)));
    }

    @Test
    void putsWhatIsInOneFolderIntoOneFolderWhereverItsPathIsNamed() {
        List<Item> items = List.of(in("prod", "A/Prod"), in("other", "A/Other"), in("a", "A"));
        FolderPlan plan = plan(List.of(), items, "");
        items.forEach(item -> assertEquals(
                item.folderUid(),
                plan.place(item.folderUid(), item.folderPath()).uid()));
        assertEquals(
                List.of("A in '', create", "Prod in 'a', create", "Other in 'a', create"),
                plan.steps().stream().map(FolderPlanTest::shown).toList());
    }

    @Test
    void leavesOutWhatAPathDoesNotTellApart() {
        FolderPlan plan = plan(List.of(live("a", "A", ""), live("b", "B", "a"), live("ab", "A/B", "")), List.of(), "");
        for (String path : List.of("A/B", "A/B/C", "A//B", "/A")) {
            assertTrue(plan.place("of " + path, path).obstacle().contains("the path '"), path);
        }
        List<Item> twins = List.of(in("one", "X"), in("two", "X"));
        assertTrue(plan(List.of(), twins, "").place("below", "X/Y").obstacle().contains("several"));
    }

    @Test
    void takesThePathForATitleWhereNoFolderWasInAnother() {
        FolderPlan plan = new FolderPlan(List.of(live("a", "A", "")), List.of(), Set.of(), "", true, false, false);
        assertEquals(Spot.in("ab"), plan.place("ab", "A/B"));
        assertEquals("A/B in '', create", shown(plan.steps().get(0)));
    }

    private static String shown(Step step) {
        return step.item().title() + " in '" + step.folderUid() + "', "
                + step.action().text();
    }

    private static Item in(String folderUid, String folderPath) {
        return new Item(
                ItemKind.DASHBOARD, "in " + folderUid, "D", folderUid, folderPath, null, null, null, null, "", 0);
    }

    @Test
    void saysThatAFolderGoesToTheRootOfAServerWithoutFoldersInFolders() {
        FolderPlan plan = flat(List.of(live("a", "A", "")), A, B);
        assertEquals("", plan.decide(A).reason());
        assertEquals("B in '', create", shown(plan.decide(B)));
        String why = "no folders in folders here; it goes to the root";
        assertEquals(why, plan.decide(B).reason());
        assertEquals(why, flat(List.of(live("b", "B", "")), A, B).decide(B).reason());
        assertEquals(Spot.in("c"), plan.place("c", "A/C"));
        assertEquals("A/C in '', create", shown(plan.steps().get(2)));
        assertEquals(why, plan.steps().get(2).reason());
    }

    @Test
    void makesOneFolderOfATitleOnAServerWithoutFoldersInFolders() {
        Item other = folder("other", "b", "x", "X");
        FolderPlan plan = flat(List.of(), A, B, other);
        assertEquals(Action.CREATE, plan.decide(B).action());
        assertEquals(Action.CONFLICT, plan.decide(other).action());
        assertTrue(plan.place("other", "X/b").obstacle().startsWith("its folder 'b' cannot be made here: "));
        Item top = folder("top", "B", "", "");
        assertEquals(Action.CONFLICT, flat(List.of(), B, top).decide(B).action(), "the root is for its own folders");
        assertEquals(
                Action.CONFLICT,
                flat(List.of(live("stranger", "B", "")), B).decide(B).action());
    }

    @Test
    void neverRenamesIntoATitleThatIsTakenWhereEachIsThereOnce() {
        List<Folder> there = List.of(live("a", "New", ""), live("stranger", "A", ""));
        FolderPlan plan = new FolderPlan(there, List.of(A), Set.of("a"), "", false, true, true);
        assertEquals(Action.CONFLICT, plan.decide(A).action());
        FolderPlan spelled =
                new FolderPlan(List.of(live("a", "a", "")), List.of(A), Set.of("a"), "", false, true, true);
        assertEquals(Action.UPDATE, spelled.decide(A).action());
    }

    private static FolderPlan flat(List<Folder> live, Item... items) {
        return new FolderPlan(live, List.of(items), Set.of("a", "b", "other", "top"), "", false, true, false);
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
        FolderPlan plan = new FolderPlan(List.of(live("u", "U", "")), List.of(A), Set.of("a"), "u", false, true, false);
        assertEquals(Action.SKIPPED, plan.decide(A).action());
        assertEquals(Spot.in("u"), plan.place("a", "A"));
    }

    @Test
    void endsACircleAtTheRoot() {
        Item one = folder("one", "One", "two", "Two");
        Item two = folder("two", "Two", "one", "One");
        assertEquals("one", plan(List.of(), List.of(one, two), "").decide(one).uid());
    }

    private static FolderPlan plan(List<Folder> live, List<Item> items, String under) {
        return new FolderPlan(live, items, Set.of("a", "b", "twin", "one", "two"), under, true, true, false);
    }

    private static Folder live(String uid, String title, String parent) {
        return new Folder(uid, 0, title, parent, JsonNodeFactory.instance.objectNode());
    }

    private static Item folder(String uid, String title, String parent, String path) {
        return new Item(ItemKind.FOLDER, uid, title, parent, path, null, null, null, null, "", 0);
    }
}
