package io.grafanakeeper.rotation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.Damage;
import org.junit.jupiter.api.Test;

/** Breaks events of Key Vault at random places. */
class ExpiryEventFuzzTest {
    private static final String EVENT = """
            [{"id":"1","topic":"/subscriptions/x","subject":"grafana-ci-token","eventType":"Microsoft.KeyVault.SecretNearExpiry",
            "data":{"Id":"https://v.vault.azure.net/secrets/grafana-ci-token/0f","VaultName":"v","ObjectType":"Secret",
            "ObjectName ":"grafana-ci-token","Version":"0f","NBF":"1795500000","EXP":1795500000}}]
            """;

    @Test
    void anEventIsReadOrIgnoredWhateverItSays() {
        int read = new Damage(20261124).events(EVENT, 2000, ExpiryEvent::read);
        assertTrue(read > 200, read + " read");
    }
}
