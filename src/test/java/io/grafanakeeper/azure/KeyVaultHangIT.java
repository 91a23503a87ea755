package io.grafanakeeper.azure;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.sandbox.azure.FakeIdentity;
import io.grafanakeeper.sandbox.azure.FakeKeyVault;
import io.grafanakeeper.sandbox.azure.Fault;
import io.grafanakeeper.sandbox.azure.VaultOperation;
import io.grafanakeeper.settings.AppSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Waits for a vault that never answers, with the time that the app itself gives it. */
class KeyVaultHangIT {
    @Test
    void aReadOfAVaultThatHangsEndsWithinHalfAMinute() throws Exception {
        try (FakeIdentity identity = FakeIdentity.start();
                FakeKeyVault fake = FakeKeyVault.start(identity, Clock.systemUTC())) {
            Map<String, String> settings = Map.of("KEY_VAULT_URI", fake.uri().toString());
            KeyVault vault = new AzureServices(new AppSettings(settings::get)).keyVault(identity.credential());
            assertTrue(vault.current("warm").isEmpty());
            fake.intercept(VaultOperation.GET, Fault.hang());
            ServiceException unanswered = assertTimeoutPreemptively(
                    Duration.ofSeconds(30), () -> assertThrows(ServiceException.class, () -> vault.read("any")));
            assertTrue(unanswered.retryable());
            assertTrue(String.valueOf(unanswered.getMessage()).startsWith("Key Vault: no answer"));
        }
    }
}
