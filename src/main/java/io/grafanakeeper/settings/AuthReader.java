package io.grafanakeeper.settings;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads how to sign in to a target: {@code auth} and the settings that belong to it. */
final class AuthReader {
    static final List<String> KEYS = List.of("auth", "secret", "user", "tenant", "clientId", "scope");

    private static final Pattern TENANT = Pattern.compile("[0-9a-zA-Z](?:[0-9a-zA-Z.-]{0,200}[0-9a-zA-Z])?");
    private static final String NAME_OF_SECRET = "the name of the Key Vault secret that holds the ";

    private final YamlFields fields;

    AuthReader(YamlFields fields) {
        this.fields = fields;
    }

    /** Reads the authentication; empty when faults were reported. */
    Optional<Auth> auth(Kind kind) {
        return mode(kind).flatMap(mode -> {
            check(mode, kind);
            return switch (mode) {
                case ENTRA -> Optional.of(new Auth.Entra());
                case SERVICE_PRINCIPAL -> servicePrincipal();
                case TOKEN -> secret("token").map(Auth.Token::new);
                case BASIC -> basic();
                case API_KEY -> secret("API key").map(Auth.ApiKey::new);
            };
        });
    }

    private void check(Mode mode, Kind kind) {
        if (!mode.isOfferedBy(kind)) {
            fields.fault(
                    "auth",
                    "'%s' is not taken by a target of kind %s; allowed: %s"
                            .formatted(mode.yamlName, kind.yamlName(), Mode.namesFor(kind)));
        }
        List<String> foreign = KEYS.stream()
                .filter(key -> !key.equals("auth") && !mode.keys().contains(key))
                .toList();
        fields.refuse(
                foreign,
                "does not belong to 'auth: %s', which takes %s; other values of auth here: %s"
                        .formatted(mode.yamlName, String.join(", ", mode.keys()), Mode.namesFor(kind)));
    }

    /** Reads the scope of Entra tokens. */
    Optional<String> scope() {
        return fields.find("scope")
                .map(node -> node.read(AuthReader::parseScope))
                .orElse(Optional.of(Target.DEFAULT_SCOPE));
    }

    private Optional<Mode> mode(Kind kind) {
        Optional<YamlNode> written = fields.find("auth");
        if (written.isPresent()) {
            return written.get().choice(Mode.values(), mode -> mode.yamlName);
        }
        if (kind.isAzure()) {
            return Optional.of(Mode.ENTRA);
        }
        if (fields.find("secret").isPresent()) {
            return Optional.of(Mode.TOKEN);
        }
        fields.fault("auth", "is missing: a self-hosted Grafana needs one of " + Mode.namesFor(kind));
        return Optional.empty();
    }

    private Optional<Auth> servicePrincipal() {
        Optional<String> tenant = text("tenant", "the tenant's id or domain", AuthReader::parseTenant);
        Optional<String> clientId = text("clientId", "the application's client id, a GUID", Guid::parse);
        Optional<String> secret = secret("client secret");
        return tenant.flatMap(t -> clientId.flatMap(c -> secret.map(s -> (Auth) new Auth.ServicePrincipal(t, c, s))));
    }

    private Optional<Auth> basic() {
        Optional<String> user = text("user", "the user's name", AuthReader::parseUser);
        Optional<String> secret = secret("password");
        return user.flatMap(u -> secret.map(s -> (Auth) new Auth.Basic(u, s)));
    }

    private Optional<String> secret(String what) {
        return text("secret", NAME_OF_SECRET + what, SecretName::parse);
    }

    private Optional<String> text(String key, String meaning, Function<String, String> parser) {
        return fields.need(key, meaning).flatMap(node -> node.read(parser));
    }

    private static String parseScope(String text) {
        if (!text.endsWith("/.default")
                || text.equals("/.default")
                || text.chars().anyMatch(Character::isWhitespace)) {
            throw new BadValue("must end with '/.default', such as " + Target.DEFAULT_SCOPE
                    + "; an application's GUID needs it too: <guid>/.default");
        }
        return text;
    }

    private static String parseTenant(String text) {
        if (!TENANT.matcher(text).matches()) {
            throw new BadValue("is not a tenant's id (a GUID) or domain");
        }
        return text;
    }

    /** Basic authentication ends the user's name at the first colon, so a name with one would sign in as another user. */
    private static String parseUser(String text) {
        if (text.contains(":") || text.chars().anyMatch(Character::isISOControl)) {
            throw new BadValue("must be a user's name without a colon; a password belongs into Key Vault");
        }
        return text;
    }

    private enum Mode {
        ENTRA("entra"),
        SERVICE_PRINCIPAL("service-principal"),
        TOKEN("token"),
        BASIC("basic"),
        API_KEY("api-key");

        private final String yamlName;

        Mode(String yamlName) {
            this.yamlName = yamlName;
        }

        /** Returns the settings that this mode takes beside {@code auth}. */
        private List<String> keys() {
            return switch (this) {
                case ENTRA -> List.of("scope");
                case SERVICE_PRINCIPAL -> List.of("tenant", "clientId", "secret", "scope");
                case TOKEN, API_KEY -> List.of("secret");
                case BASIC -> List.of("user", "secret");
            };
        }

        /** Tells whether Grafanas of a kind know this mode: Azure's have no passwords, Azure Monitor's no tokens either. */
        private boolean isOfferedBy(Kind kind) {
            return switch (kind) {
                case SELF_HOSTED -> true;
                case MANAGED -> this != BASIC;
                case MONITOR -> this == ENTRA || this == SERVICE_PRINCIPAL;
            };
        }

        private static String namesFor(Kind kind) {
            return String.join(
                    ", ",
                    Stream.of(values())
                            .filter(mode -> mode.isOfferedBy(kind))
                            .map(mode -> mode.yamlName)
                            .toList());
        }
    }
}
