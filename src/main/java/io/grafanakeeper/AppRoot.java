package io.grafanakeeper;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the folder that holds {@code host.json} and the configuration file. */
final class AppRoot {
    private AppRoot() {}

    /**
     * Returns the folder that the host names ({@code AzureWebJobsScriptRoot}), else the one our jar lies in, as the staging folder
     * has it, else the working directory.
     */
    static Path find(Function<String, @Nullable String> environment) {
        String named = environment.apply("AzureWebJobsScriptRoot");
        if (named != null && !named.isBlank()) {
            return Path.of(named);
        }
        Path beside = besideOurJar();
        return beside != null && Files.exists(beside.resolve("host.json")) ? beside : Path.of("");
    }

    private static @Nullable Path besideOurJar() {
        CodeSource source = AppRoot.class.getProtectionDomain().getCodeSource();
        try {
            return source == null ? null : Path.of(source.getLocation().toURI()).getParent();
        } catch (URISyntaxException | IllegalArgumentException e) {
            // Loaded from something that is no file: the working directory serves.
            return null;
        }
    }
}
