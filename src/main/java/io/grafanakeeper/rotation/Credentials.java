package io.grafanakeeper.rotation;

import io.grafanakeeper.runs.ProblemException;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.settings.CredentialSettings;
import io.grafanakeeper.settings.Settings;
import java.util.List;
import java.util.function.Supplier;

/** Finds the credentials of the configuration. */
final class Credentials {
    private final Supplier<Settings> settings;

    Credentials(Supplier<Settings> settings) {
        this.settings = settings;
    }

    List<CredentialSettings> all() {
        return List.copyOf(settings.get().credentials().values());
    }

    /** Returns those that are kept in a secret; Key Vault does not mind the case of names. */
    List<CredentialSettings> keptIn(String secret) {
        return all().stream()
                .filter(credential -> credential.secret().equalsIgnoreCase(secret))
                .toList();
    }

    /** Returns the credential that a request names; 404 with the names there are. */
    CredentialSettings named(String name) {
        return settings.get()
                .credential(name)
                .orElseThrow(() -> ProblemException.notFound(
                        "name",
                        "the configuration has no such credential",
                        List.copyOf(settings.get().credentials().keySet())));
    }

    /** Returns the credential that a queued run is for. */
    CredentialSettings configured(String name) {
        return settings.get()
                .credential(name)
                .orElseThrow(() -> new ServiceException(
                        "Configuration", "there is no credential " + name + " any more", false, null));
    }
}
