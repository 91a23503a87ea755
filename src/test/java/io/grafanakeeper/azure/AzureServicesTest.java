package io.grafanakeeper.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.azure.core.credential.TokenCredential;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.settings.AppSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class AzureServicesTest {
    private static final TokenCredential NOBODY = request -> Mono.empty();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "account.blob.core.windows.net",
                "http://account.blob.core.windows.net",
                "https://",
                "https:///x",
                "%"
            })
    void namesTheSettingThatIsNoAddress(String address) {
        for (String setting : new String[] {"BackupStorage__blobServiceUri", "AzureWebJobsStorage__blobServiceUri"}) {
            ServiceException refused = assertThrows(
                    ServiceException.class, () -> services(setting, address).blobs(NOBODY));
            assertFalse(refused.retryable());
            assertEquals("Blob Storage: the app setting " + setting + " must be https://<host>", refused.getMessage());
        }
        ServiceException refused = assertThrows(
                ServiceException.class, () -> services("KEY_VAULT_URI", address).keyVault(NOBODY));
        assertEquals("Key Vault: the app setting KEY_VAULT_URI must be https://<host>", refused.getMessage());
    }

    @Test
    void takesTheAddressOfAStorageAccount() {
        assertNotNull(services("BackupStorage__blobServiceUri", "https://account.blob.core.windows.net/")
                .blobs(NOBODY));
        assertNotNull(services("BackupStorage__accountName", "account").blobs(NOBODY));
    }

    private static AzureServices services(String setting, String value) {
        return new AzureServices(new AppSettings(Map.of(setting, value)::get));
    }
}
