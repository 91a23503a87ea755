package io.grafanakeeper.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchiveNamesTest {
    @Test
    void putsDashboardsInTheirFoldersAndTheOtherKindsUnderReservedNames() {
        List<Item> items =
                new Backups(new MemoryBackups()).withOneOfEach().manifest().items();
        assertEquals(
                List.of(
                        "Home__home.json",
                        "Network/DNS__dns.json",
                        "_alerting/alert-rule/Network/Down__rule.json",
                        "_alerting/notification-policy/notification policies__root.json",
                        "_data-sources/Prometheus__prom.json",
                        "_folders/Network__net.json",
                        "_library-panels/Network/Panel__lib.json"),
                paths(items));
    }

    @Test
    void keepsAFolderFromPosingAsAReservedOne() {
        assertEquals(
                List.of(
                                "__folders/a__a.json",
                                "___folders/b__b.json",
                                "_folders/_folders__f1.json",
                                "_folders/__folders__f2.json")
                        .stream()
                        .sorted()
                        .toList(),
                paths(List.of(
                        folder("f1", "_folders", "", ""),
                        folder("f2", "__folders", "", ""),
                        dashboard("a", "a", "f1", "_folders"),
                        dashboard("b", "b", "f2", "__folders"))));
    }

    @Test
    void keepsAFolderFromTakingTheManifestsName() {
        assertEquals(
                List.of("Manifest.json__f/a__a.json", "_folders/Manifest.json__f.json"),
                paths(List.of(folder("f", "Manifest.json", "", ""), dashboard("a", "a", "f", "Manifest.json"))));
    }

    @Test
    void tellsFoldersOfOneNameApartByUid() {
        assertEquals(
                List.of("Team/a__a.json", "_folders/Team__f1.json", "_folders/team__f2.json", "team__f2/b__b.json"),
                paths(List.of(
                        folder("f1", "Team", "", ""),
                        folder("f2", "team", "", ""),
                        dashboard("a", "a", "f1", "Team"),
                        dashboard("b", "b", "f2", "team"))));
    }

    @Test
    void numbersFilesThatDifferInCaseOnly() {
        assertEquals(
                List.of("CPU__AB.json", "cpu__ab~2.json"),
                paths(List.of(dashboard("AB", "CPU", "", ""), dashboard("ab", "cpu", "", ""))));
    }

    @Test
    void takesASlashInATitleForALetterWhereTheFolderIsKnownAndSplitsThePathWhereNot() {
        assertEquals(
                List.of("A_B/x__x.json", "C/D/y__y.json", "_folders/A_B__f.json"),
                paths(List.of(
                        folder("f", "A/B", "", ""), dashboard("x", "x", "f", "A/B"), dashboard("y", "y", "g", "C/D"))));
    }

    @Test
    void survivesFoldersThatContainEachOther() {
        assertEquals(
                3,
                paths(List.of(folder("f", "F", "g", "G"), folder("g", "G", "f", "F"), dashboard("x", "x", "f", "G/F")))
                        .size());
    }

    @Test
    void givesEveryItemANameOfItsOwnWhateverTheOrder() {
        Random random = new Random(11);
        String[] titles = {"CON", "con", "a", "A", "_folders", "..", "x/y", "ß", "ss", "manifest.json", ""};
        for (int round = 0; round < 200; round++) {
            List<Item> items = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String folder = random.nextBoolean() ? "" : "f" + random.nextInt(6);
                String title = titles[random.nextInt(titles.length)];
                items.add(
                        i < 6
                                ? folder("f" + i, title, i == 0 ? "" : "f" + (i - 1), "p")
                                : dashboard((random.nextBoolean() ? "u" : "U") + i / 2, title, folder, "p"));
            }
            List<String> paths = paths(items);
            Set<String> folded = new HashSet<>();
            paths.forEach(path -> assertTrue(folded.add(SafeName.folded(path)), path));
            Collections.shuffle(items, random);
            assertEquals(paths, paths(items));
        }
    }

    private static List<String> paths(List<Item> items) {
        return ArchiveNames.of(items).stream().map(NamedItem::path).toList();
    }

    private static Item folder(String uid, String title, String parent, String path) {
        return Backups.item(ItemKind.FOLDER, uid, title, parent, path, uid);
    }

    private static Item dashboard(String uid, String title, String folder, String path) {
        return Backups.item(ItemKind.DASHBOARD, uid, title, folder, folder.isEmpty() ? "" : path, uid + title);
    }
}
