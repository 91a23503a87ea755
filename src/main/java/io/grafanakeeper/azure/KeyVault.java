package io.grafanakeeper.azure;

import com.azure.core.exception.ResourceNotFoundException;
import com.azure.security.keyvault.secrets.SecretClient;
import io.grafanakeeper.runs.ServiceException;

/** Reads secrets from one Key Vault. */
public final class KeyVault {
    static final String SERVICE = "Key Vault";
    private static final String ADVICE =
            "assign the app's identity the role Key Vault Secrets User on the vault, check that the secret is enabled and"
                    + " that the vault's firewall lets the app in, then wait a few minutes";

    private final SecretClient client;

    KeyVault(SecretClient client) {
        this.client = client;
    }

    /**
     * Reads the current value of a secret.
     *
     * @throws ServiceException if there is no such secret, it may not be read, or the vault does not answer
     */
    public String read(String name) {
        return AzureCalls.call(SERVICE, "secret " + name + ": " + ADVICE, () -> {
            try {
                return client.getSecret(name).getValue();
            } catch (ResourceNotFoundException e) {
                throw new ServiceException(
                        SERVICE, "there is no secret named " + name + " in " + client.getVaultUrl(), false, e);
            }
        });
    }
}
