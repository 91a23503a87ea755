package io.grafanakeeper.settings;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the credentials to rotate. An empty result means that faults were reported. */
final class CredentialReader {
    static final List<String> KEYS =
            List.of("target", "serviceAccount", "apiKey", "secret", "lifetime", "renewBefore", "overlap", "rotateWith");
    static final List<String> SERVICE_ACCOUNT_KEYS = List.of("name", "role");
    static final List<String> API_KEY_KEYS = List.of("role");

    private static final Duration LIFETIME = Duration.ofDays(30);
    private static final Duration RENEW_BEFORE = Duration.ofDays(7);
    private static final Duration OVERLAP = Duration.ofDays(1);
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(3650);

    private final Targets targets;
    private final Map<String, String> ownersOfSecrets = new HashMap<>();

    CredentialReader(Targets targets) {
        this.targets = targets;
    }

    Optional<CredentialSettings> read(String name, YamlNode node) {
        YamlFields fields = node.fields(KEYS);
        Optional<String> target = target(fields);
        Optional<GrafanaKey> key = key(fields);
        Optional<String> secret = fields.need("secret", "the name of the Key Vault secret to keep valid")
                .flatMap(written -> written.read(SecretName::parse));
        secret.ifPresent(owned -> checkOwner(name, owned, fields));
        Optional<RotateWith> rotateWith = fields.find("rotateWith")
                .map(written -> written.read(CredentialReader::rotateWith))
                .orElse(Optional.of(new RotateWith.TargetAuth()));
        Optional<Times> times = times(fields);
        if (target.isEmpty() || key.isEmpty() || secret.isEmpty() || rotateWith.isEmpty() || times.isEmpty()) {
            return Optional.empty();
        }
        Times t = times.get();
        return Optional.of(new CredentialSettings(
                name, target.get(), key.get(), secret.get(), t.lifetime, t.renewBefore, t.overlap, rotateWith.get()));
    }

    private Optional<String> target(YamlFields fields) {
        Optional<String> target = fields.need("target", "the name of the target that issues the credential")
                .flatMap(node -> node.read(targets::parse));
        boolean withoutKeys = target.flatMap(targets::find)
                .filter(found -> found.kind() == Kind.MONITOR)
                .isPresent();
        if (withoutKeys) {
            fields.fault("target", "is of kind monitor, which has no tokens or keys; it takes Entra tokens only");
        }
        return target;
    }

    /** Two credentials in one secret would replace each other's token for ever. Key Vault ignores the case of names. */
    private void checkOwner(String name, String secret, YamlFields fields) {
        String owner = ownersOfSecrets.putIfAbsent(secret.toLowerCase(Locale.ROOT), name);
        if (owner != null) {
            fields.fault("secret", "is already the secret of the credential " + Quote.value(owner));
        }
    }

    private static Optional<GrafanaKey> key(YamlFields fields) {
        Optional<YamlNode> account = fields.find("serviceAccount");
        Optional<YamlNode> apiKey = fields.find("apiKey");
        if (account.isPresent() == apiKey.isPresent()) {
            fields.fault("serviceAccount", "is wanted, or 'apiKey' for Grafana before 9.1: exactly one of the two");
        }
        Optional<GrafanaKey> first = account.flatMap(CredentialReader::serviceAccount);
        Optional<GrafanaKey> second = apiKey.flatMap(CredentialReader::apiKey);
        return first.or(() -> second);
    }

    private static Optional<GrafanaKey> serviceAccount(YamlNode node) {
        if (!node.isMapping()) {
            return node.read(CredentialReader::accountName)
                    .map(name -> new GrafanaKey.ServiceAccount(name, Role.VIEWER));
        }
        YamlFields fields = node.fields(SERVICE_ACCOUNT_KEYS);
        Optional<String> name = fields.need("name", "the name of the service account")
                .flatMap(written -> written.read(CredentialReader::accountName));
        Optional<Role> role = role(fields);
        return name.flatMap(n -> role.map(r -> new GrafanaKey.ServiceAccount(n, r)));
    }

    private static Optional<GrafanaKey> apiKey(YamlNode node) {
        return role(node.fields(API_KEY_KEYS)).map(GrafanaKey.ApiKey::new);
    }

    /** Reads the role; the least one when none is written. */
    private static Optional<Role> role(YamlFields fields) {
        return fields.find("role")
                .map(node -> node.choice(Role.values(), Role::grafanaName))
                .orElse(Optional.of(Role.VIEWER));
    }

    private static String accountName(String text) {
        if (text.length() > 100 || text.chars().anyMatch(Character::isISOControl)) {
            throw new BadValue("must be the name of a service account, up to 100 characters");
        }
        return text;
    }

    private static RotateWith rotateWith(String text) {
        return switch (text) {
            case "app" -> new RotateWith.AppIdentity();
            case "self" -> new RotateWith.Self();
            default -> new RotateWith.OtherSecret(SecretName.parse(text));
        };
    }

    private static Optional<Times> times(YamlFields fields) {
        Optional<Duration> lifetime = duration(fields, "lifetime", LIFETIME);
        Optional<Duration> renewBefore = duration(fields, "renewBefore", RENEW_BEFORE);
        Optional<Duration> overlap = duration(fields, "overlap", OVERLAP);
        Optional<Times> times = lifetime.flatMap(l -> renewBefore.flatMap(r -> overlap.map(o -> new Times(l, r, o))));
        times.filter(Times::overrun)
                .ifPresent(t -> fields.fault(
                        "lifetime", t + "; a token would have to be replaced before the one before it is gone"));
        return times;
    }

    private static Optional<Duration> duration(YamlFields fields, String key, Duration byDefault) {
        return fields.find(key)
                .map(node -> node.read(CredentialReader::duration))
                .orElse(Optional.of(byDefault));
    }

    static Duration duration(String text) {
        try {
            Duration duration = Duration.parse(text);
            if (duration.compareTo(SHORTEST) >= 0
                    && duration.compareTo(LONGEST) <= 0
                    && duration.equals(duration.truncatedTo(ChronoUnit.SECONDS))) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            throw new BadValue(
                    Quote.value(text) + " is not a duration in ISO 8601 with days, hours, minutes or seconds,"
                            + " such as P30D or PT12H");
        }
        throw new BadValue(Quote.value(text) + " is not within PT1M and P3650D, in whole seconds");
    }

    private record Times(Duration lifetime, Duration renewBefore, Duration overlap) {
        /** A token is replaced renewBefore ahead of its end, or overlap if that is longer, so that it lives through its overlap. */
        boolean overrun() {
            Duration ahead = longOverlap() ? overlap : renewBefore;
            return lifetime.compareTo(ahead.plus(overlap)) <= 0;
        }

        private boolean longOverlap() {
            return overlap.compareTo(renewBefore) > 0;
        }

        @Override
        public String toString() {
            return longOverlap()
                    ? "must be longer than twice overlap (%s against 2 * %s)".formatted(days(lifetime), days(overlap))
                    : "must be longer than renewBefore and overlap together (%s against %s + %s)"
                            .formatted(days(lifetime), days(renewBefore), days(overlap));
        }

        /** Writes whole days as the user does; Java would write P30D as PT720H. */
        private static String days(Duration duration) {
            boolean whole = duration.equals(duration.truncatedTo(ChronoUnit.DAYS));
            return whole ? "P" + duration.toDays() + "D" : duration.toString();
        }
    }
}
