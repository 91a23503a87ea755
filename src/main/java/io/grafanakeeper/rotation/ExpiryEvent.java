package io.grafanakeeper.rotation;

import io.grafanakeeper.eventgrid.GridEvent;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says that a version of a secret expires soon, as Key Vault's events {@code SecretNearExpiry} and {@code SecretExpired} do.
 *
 * @param secret the secret's name
 * @param version the version's id, or null if the event does not say
 */
record ExpiryEvent(String secret, @Nullable String version) {
    private static final List<String> TYPES =
            List.of("Microsoft.KeyVault.SecretNearExpiry", "Microsoft.KeyVault.SecretExpired");

    /** Reads a delivery; what is no such event is left out. */
    static List<ExpiryEvent> read(String delivery, Logger log) {
        return GridEvent.parse(delivery, log).stream()
                .filter(event -> TYPES.stream().anyMatch(event::is))
                .flatMap(ExpiryEvent::of)
                .toList();
    }

    private static Stream<ExpiryEvent> of(GridEvent event) {
        return event
                .text("ObjectName")
                .or(() -> Optional.of(event.subject().strip()).filter(name -> !name.isEmpty()))
                .map(secret -> new ExpiryEvent(secret, event.text("Version").orElse(null)))
                .stream();
    }
}
