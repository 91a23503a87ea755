package io.grafanakeeper.rotation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpiryEventTest {
    private static final Logger LOG = Logger.getLogger(ExpiryEventTest.class.getName());

    @Test
    void readsKeyVaultsEventInTheSchemaOfEventGridAsDocumented() {
        String event = """
            [{"id":"00eccf70","topic":"/subscriptions/1/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/v",
              "subject":"grafana-ci-token","eventType":"Microsoft.KeyVault.SecretNearExpiry",
              "eventTime":"2026-11-23T06:00:00.0000000Z","dataVersion":"1","metadataVersion":"1",
              "data":{"Id":"https://v.vault.azure.net/secrets/grafana-ci-token/ee059b2bb5bc48398a53b168c6cdcb10",
                "vaultName":"v","ObjectType":"Secret","ObjectName ":"grafana-ci-token",
                "Version":"ee059b2bb5bc48398a53b168c6cdcb10","NBF":"1559081980","EXP":1559082102}}]
            """;
        assertEquals(
                List.of(new ExpiryEvent("grafana-ci-token", "ee059b2bb5bc48398a53b168c6cdcb10")),
                ExpiryEvent.read(event, LOG));
    }

    @Test
    void readsItAsACloudEventAndWithoutAVersion() {
        String event = """
            {"specversion":"1.0","id":"1","type":"microsoft.keyvault.secretexpired","source":"/vaults/v",
             "subject":"grafana-ci-token","data":{"Version":null}}
            """;
        assertEquals(List.of(new ExpiryEvent("grafana-ci-token", null)), ExpiryEvent.read(event, LOG));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "[]",
                "[1]",
                "{\"eventType\":\"Microsoft.KeyVault.KeyNearExpiry\",\"data\":{\"ObjectName\":\"k\"}}",
                "{\"eventType\":\"Microsoft.KeyVault.SecretNearExpiry\",\"data\":\"text\"}",
                "{\"eventType\":\"Microsoft.KeyVault.SecretNearExpiry\"}"
            })
    void ignoresWhatIsNoSuchEvent(String delivery) {
        assertEquals(List.of(), ExpiryEvent.read(delivery, LOG));
    }
}
