package io.grafanakeeper.settings;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes one target, named {@code default}, from app settings alone. */
final class ShortForm {
    static final String ENDPOINT = "GRAFANA_ENDPOINT";
    static final String TOKEN_SECRET = "GRAFANA_TOKEN_SECRET";

    private static final String NAME = "default";

    private final AppSettings appSettings;
    private final List<Fault> faults = new ArrayList<>();

    ShortForm(AppSettings appSettings) {
        this.appSettings = appSettings;
    }

    Settings settings() {
        if (appSettings.find(ENDPOINT).isEmpty()) {
            fault(
                    SettingsSource.CONFIG,
                    "there is no configuration: set KEEPER_CONFIG (or deploy a keeper.yaml), or set GRAFANA_ENDPOINT to"
                            + " the URL of one Grafana");
        }
        Optional<URI> endpoint = read(ENDPOINT, Endpoint::parse);
        endpoint.ifPresent(this::checkKind);
        Optional<Auth> token = read(TOKEN_SECRET, SecretName::parse).map(Auth.Token::new);
        if (endpoint.isEmpty() || !faults.isEmpty()) {
            throw new SettingsException(faults);
        }
        Target target = target(endpoint.get(), token.orElse(new Auth.Entra()));
        return new Settings(Map.of(NAME, target), Map.of(), Map.of(), Map.of());
    }

    private void checkKind(URI endpoint) {
        Kind kind = Kind.ofHost(endpoint.getHost());
        if (kind == Kind.MONITOR) {
            fault(ENDPOINT, "is of kind monitor, whose dashboards are listed by subscription: use a keeper.yaml");
        }
        if (kind.isAzure() && !endpoint.getScheme().equals("https")) {
            fault(ENDPOINT, "must start with https://");
        }
    }

    /** A self-hosted Grafana gets the app's Entra token too: it may stand behind a proxy or JWT login that takes it. */
    private static Target target(URI endpoint, Auth auth) {
        Kind kind = Kind.ofHost(endpoint.getHost());
        return new Target(
                NAME,
                endpoint,
                kind,
                auth,
                Target.DEFAULT_SCOPE,
                TargetReader.defaultPace(kind),
                Target.DEFAULT_CONCURRENCY,
                null,
                BackupSettings.defaults(),
                null,
                null);
    }

    private <T> Optional<T> read(String name, Function<String, T> parser) {
        @Nullable String value = appSettings.find(name).orElse(null);
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(value.strip()));
        } catch (BadValue e) {
            fault(name, e.reason());
            return Optional.empty();
        }
    }

    private void fault(String name, String message) {
        faults.add(AppSettings.fault(name, message));
    }
}
