package io.grafanakeeper.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the app settings, which the Functions host hands over as environment variables. */
public final class AppSettings {
    private static final String REFERENCE = "@microsoft.keyvault(";

    private final Function<String, @Nullable String> environment;

    /** Reads from a function such as {@code System::getenv}. */
    public AppSettings(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    /**
     * Finds a setting that is neither absent nor blank.
     *
     * @throws SettingsException when it is a Key Vault reference that the platform could not resolve
     */
    public Optional<String> find(String name) {
        requireResolved(List.of(name));
        return Optional.ofNullable(environment.apply(name)).filter(value -> !value.isBlank());
    }

    /**
     * Checks several settings at once for Key Vault references that the platform could not resolve.
     *
     * @throws SettingsException naming each of them
     */
    public void requireResolved(List<String> names) {
        List<Fault> faults = names.stream()
                .filter(this::isUnresolved)
                .map(name -> fault(
                        name,
                        "is a Key Vault reference that Azure could not resolve; check that the app's identity has the"
                                + " role Key Vault Secrets User, that the secret exists and is enabled, and that the"
                                + " vault can be reached; then restart the app"))
                .toList();
        if (!faults.isEmpty()) {
            throw new SettingsException(faults);
        }
    }

    /** Makes a fault of a whole app setting. */
    static Fault fault(String name, String message) {
        return new Fault(name, 0, 0, "", message);
    }

    private boolean isUnresolved(String name) {
        @Nullable String value = environment.apply(name);
        return value != null && value.strip().toLowerCase(Locale.ROOT).startsWith(REFERENCE);
    }
}
