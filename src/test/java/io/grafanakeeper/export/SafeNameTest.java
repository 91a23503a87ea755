package io.grafanakeeper.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SafeNameTest {
    private static final String PIECES =
            "aZ09 .._-~\\/:*?\"<>|\u0000\u001f\u007f\u0085\u00e9e\u0301\u202e\ufeff\u3042\u6f22"
                    + "\ud83d\ude00\ud800\u2028\u00df";

    @Test
    void makesOfAnyTextANameThatEveryFileSystemTakes() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            String title = text(random);
            String uid = text(random);
            assertSafe(SafeName.folder(title, ""));
            assertSafe(SafeName.file(title, uid, ""));
            assertEquals(SafeName.file(title, uid, ""), SafeName.file(title, uid, ""));
        }
    }

    @Test
    void keepsOrdinaryTitlesAsTheyAre() {
        assertEquals("CPU & memory (prod)__abc-1_x.json", SafeName.file("CPU & memory (prod)", "abc-1_x", ""));
        assertEquals("Équipe réseau 漢字", SafeName.folder("Équipe réseau 漢字", ""));
    }

    @Test
    void writesTheSameNameForComposedAndDecomposedLetters() {
        assertEquals(SafeName.folder("\u00e9", ""), SafeName.folder("e\u0301", ""));
    }

    @Test
    void avoidsTheDevicesOfWindows() {
        for (String device :
                List.of("CON", "nul", "Com1", "LPT9", "aux", "prn", "NUL.txt", "com\u00b9", "CONIN$", "nul .x")) {
            assertEquals("_" + device, SafeName.folder(device, ""));
        }
        assertEquals("_con.a__x.json", SafeName.file("con.a", "x", ""));
        assertEquals("console", SafeName.folder("console", ""));
    }

    @Test
    void leavesNoWayUpAndNoHiddenFile() {
        assertEquals("_", SafeName.folder("..", ""));
        assertEquals("_", SafeName.folder("", ""));
        assertEquals("_", SafeName.folder(" . ", ""));
        assertEquals("_hidden", SafeName.folder(".hidden", ""));
        assertEquals(".._.._etc".replaceFirst("\\.", "_"), SafeName.folder("../../etc", ""));
        assertEquals("ends", SafeName.folder("ends. . ", ""));
    }

    @Test
    void cutsTheTitleAndNeverTheUid() {
        String uid = "u".repeat(40);
        String name = SafeName.file("t".repeat(500), uid, "~2");
        assertTrue(name.endsWith("__" + uid + "~2.json"));
        assertEquals(SafeName.LONGEST - 1, name.length());
        String wide = SafeName.file("漢".repeat(500), uid, "");
        assertTrue(wide.getBytes(StandardCharsets.UTF_8).length < SafeName.MOST_BYTES);
        assertTrue(wide.endsWith("__" + uid + ".json"));
    }

    @Test
    void hashesAUidThatIsNoNameOrTooLong() {
        String arm = "subscriptions~0~resourceGroups~rg~providers~Microsoft.Dashboard~dashboards~x".repeat(2);
        String hashed = SafeName.uid(arm);
        assertEquals(33, hashed.length());
        assertNotEquals(hashed, SafeName.uid(arm + "y"));
        assertEquals("grafana-default-email", SafeName.uid("grafana-default-email"));
        assertFalse(SafeName.uid("a/b").contains("/"));
    }

    private static void assertSafe(String name) {
        assertTrue(name.length() <= 120, name);
        assertTrue(name.getBytes(StandardCharsets.UTF_8).length <= 240, name);
        assertFalse(name.isEmpty());
        assertTrue(name.chars().noneMatch(c -> "<>:\"/\\|?*".indexOf(c) >= 0 || Character.isISOControl(c)), name);
        assertFalse(name.startsWith(".") || name.startsWith(" ") || name.endsWith(".") || name.endsWith(" "), name);
        assertEquals(Normalizer.normalize(name, Normalizer.Form.NFC), name);
        assertEquals(name, new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8), "lone surrogate");
        assertFalse(name.contains("\u202e"), name);
    }

    private static String text(Random random) {
        int[] points = PIECES.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(200); length > 0; length--) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }
}
