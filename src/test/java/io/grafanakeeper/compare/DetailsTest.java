package io.grafanakeeper.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.archive.Content;
import io.grafanakeeper.archive.ItemKind;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DetailsTest {
    private static final int ENOUGH = 1_000_000;

    @Test
    void leavesOutAPatchThatIsTooLong() {
        Details details = new Details(50, ENOUGH, ENOUGH);
        Change change =
                details.of(ItemKind.DASHBOARD, version("{\"a\":1}"), version("{\"a\":\"" + "x".repeat(99) + "\"}"));
        assertNull(change.patch());
        assertEquals(List.of("setting 'a' changed"), change.sentences());
    }

    @Test
    void doesNotEvenReadContentsThatAreTooLarge() {
        Held.Version unread = new Held.Version("", 600, () -> {
            throw new AssertionError("read");
        });
        Change change = new Details(ENOUGH, 1000, ENOUGH).of(ItemKind.DASHBOARD, unread, unread);
        assertNull(change.patch());
        assertEquals(List.of("the contents are too large to be compared in detail"), change.sentences());
    }

    @Test
    void saysHowToGetTheDetailsThatDoNotFitIntoTheAnswer() {
        Details details = new Details(ENOUGH, ENOUGH, 50);
        assertNotNull(details.of(ItemKind.DASHBOARD, version("{\"a\":1}"), version("{\"a\":2}"))
                .patch());
        Change last = details.of(ItemKind.DASHBOARD, version("{\"a\":1}"), version("{\"a\":3}"));
        assertNull(last.patch());
        assertTrue(last.sentences().get(0).contains("ask for this item alone"));
    }

    private static Held.Version version(String json) {
        Content content = Content.of(MemoryStore.json(json));
        return new Held.Version(content.sha256(), content.bytes().length, content::bytes);
    }
}
