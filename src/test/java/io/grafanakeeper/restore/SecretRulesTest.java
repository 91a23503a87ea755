package io.grafanakeeper.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.grafanakeeper.archive.InMemoryBackupStore;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemKind;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecretRulesTest {
    private static final Map<String, String> GIVEN = Map.of("password", "vault-name");

    private final SecretRules rules = new SecretRules(
            RestoreRequest.read("{\"secrets\":{\"on-call\":{\"password\":\"vault-name\"}}}"),
            new Contents(new InMemoryBackupStore(), "prod"));

    @Test
    void neverGivesASecretToAnItemOfAnotherKindThatHasTheSameUid() {
        assertEquals(GIVEN, rules.given(item(ItemKind.DATA_SOURCE)));
        for (ItemKind kind : Set.of(
                ItemKind.DASHBOARD,
                ItemKind.MUTE_TIMING,
                ItemKind.TEMPLATE,
                ItemKind.ALERT_RULE,
                ItemKind.CONTACT_POINT)) {
            assertEquals(Map.of(), rules.given(item(kind)), kind.text());
            assertFalse(rules.renews(item(kind)), kind.text());
        }
    }

    private static Item item(ItemKind kind) {
        return new Item(kind, "on-call", "On call", "", "", null, null, null, null, "0".repeat(64), 2);
    }
}
