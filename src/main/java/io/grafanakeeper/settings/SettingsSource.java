package io.grafanakeeper.settings;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides from the app settings where the configuration stands, and reads it.
 *
 * <p>{@code KEEPER_CONFIG} is the YAML itself, a blob's URL, or a path below the app root. Without it, {@code
 * keeper.yaml} in the app root is read when there is one, else {@code GRAFANA_ENDPOINT} alone makes one target. Each
 * call of {@link #load()} reads anew: whoever calls it keeps the result.
 */
public final class SettingsSource {
    static final String CONFIG = "KEEPER_CONFIG";

    private static final String DEFAULT_FILE = "keeper.yaml";

    private final AppSettings appSettings;
    private final Path appRoot;
    private final RemoteText remote;

    public SettingsSource(Function<String, @Nullable String> environment, Path appRoot, RemoteText remote) {
        this.appSettings = new AppSettings(environment);
        this.appRoot = appRoot.toAbsolutePath().normalize();
        this.remote = remote;
    }

    /**
     * Reads the configuration.
     *
     * @throws SettingsException with every fault, or with what to set when there is no configuration
     */
    public Settings load() {
        appSettings.requireResolved(List.of(CONFIG, ShortForm.ENDPOINT, ShortForm.TOKEN_SECRET));
        Optional<String> config = appSettings.find(CONFIG);
        if (config.isPresent()) {
            return read(config.get().strip());
        }
        Path file = appRoot.resolve(DEFAULT_FILE);
        return Files.exists(file) ? readFile(DEFAULT_FILE, file) : new ShortForm(appSettings).settings();
    }

    private Settings read(String config) {
        // A JSON object is YAML too, and fits on the one line that some tools leave an app setting.
        if (config.contains("\n") || config.contains("targets:") || config.startsWith("{")) {
            return SettingsReader.read(config, CONFIG);
        }
        String lower = config.toLowerCase(Locale.ROOT);
        if (lower.startsWith("https://")) {
            return readUrl(config);
        }
        if (lower.contains("://")) {
            throw fault("must be https:// when it is a URL");
        }
        return readPath(config);
    }

    private Settings readUrl(String config) {
        URI uri = blobUri(config);
        String shown = "https://" + uri.getRawAuthority() + uri.getRawPath();
        String yaml;
        try {
            yaml = remote.read(uri);
        } catch (IOException | RuntimeException e) {
            throw unreadable(shown, e);
        }
        return SettingsReader.read(yaml, shown);
    }

    /** Says the same three things whatever the reason: which URL, why, and what to check. */
    private static SettingsException unreadable(String url, Exception e) {
        @Nullable String message = e.getMessage();
        boolean showable = message != null && !SecretShape.looksLikeSecret(message);
        String reason = showable ? message : e.getClass().getSimpleName();
        Fault fault = new Fault(
                url,
                0,
                0,
                "",
                "could not be read (" + reason + "); check the URL, and that the app's identity has the role Storage"
                        + " Blob Data Reader there");
        // A cause with a secret in its message would carry it into the log.
        return showable ? new SettingsException(fault, e) : new SettingsException(List.of(fault));
    }

    /** Refuses a signed URL: it would be a secret in plain sight, and the app's identity reads the blob without it. */
    private static URI blobUri(String config) {
        if (SecretShape.looksLikeSecret(config)) {
            throw fault("must be a URL without a signature or password; the app's identity reads the blob");
        }
        try {
            URI uri = new URI(config);
            if (uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawFragment() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw fault("is not a URL; write https://<account>.blob.core.windows.net/<container>/<blob>");
        }
        throw fault("is not the URL of a blob; write https://<account>.blob.core.windows.net/<container>/<blob>");
    }

    private Settings readPath(String config) {
        Path file = pathBelowRoot(config);
        if (!Files.isRegularFile(file)) {
            throw fault("there is no file " + Quote.value(config) + " in the app's folder " + appRoot);
        }
        return readFile(appRoot.relativize(file).toString(), file);
    }

    private Path pathBelowRoot(String config) {
        try {
            Path given = Path.of(config);
            Path file = appRoot.resolve(given).normalize();
            boolean climbs = false;
            for (Path part : given) {
                climbs |= part.toString().equals("..");
            }
            if (!climbs && file.startsWith(appRoot)) {
                return file;
            }
        } catch (InvalidPathException e) {
            throw fault("is neither YAML, an https:// URL nor a path");
        }
        throw fault("must be a path below the app's folder, without '..'");
    }

    private static Settings readFile(String name, Path file) {
        try {
            if (Files.size(file) > YamlDocument.MAX_BYTES) {
                throw new SettingsException(List.of(new Fault(name, 1, 1, "", YamlDocument.TOO_LARGE)));
            }
            return SettingsReader.read(Files.readString(file), name);
        } catch (CharacterCodingException e) {
            throw new SettingsException(new Fault(name, 1, 1, "", "is not a text in UTF-8"), e);
        } catch (IOException e) {
            throw new SettingsException(new Fault(name, 0, 0, "", "could not be read: " + e), e);
        }
    }

    private static SettingsException fault(String message) {
        return new SettingsException(List.of(AppSettings.fault(CONFIG, message)));
    }
}
