package io.grafanakeeper.settings;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one target. An empty result means that faults were reported. */
final class TargetReader {
    static final List<String> KEYS = Stream.concat(
                    Stream.concat(Stream.of("endpoint", "kind"), AuthReader.KEYS.stream()),
                    Stream.of(
                            "requestsPerSecond",
                            "concurrency",
                            "orgId",
                            "backup",
                            "subscription",
                            "resourceGroups",
                            "notify"))
            .toList();

    private static final Pattern RESOURCE_GROUP = Pattern.compile("[\\p{L}\\p{Nd}_().-]{0,89}[\\p{L}\\p{Nd}_()-]");
    private static final List<String> MONITOR_KEYS = List.of("subscription", "resourceGroups");

    private final String name;
    private final YamlFields fields;
    private final AuthReader authReader;

    TargetReader(String name, YamlNode node) {
        this.name = name;
        this.fields = node.fields(KEYS);
        this.authReader = new AuthReader(fields);
    }

    /** Reads everything, also behind a fault, so that all faults are found; what depends on an unknown kind waits. */
    Optional<Target> read() {
        Optional<URI> endpoint = fields.need("endpoint", "the URL of the Grafana, https://<host>")
                .flatMap(node -> node.read(Endpoint::parse));
        Optional<Kind> kind = fields.find("kind")
                .map(node -> node.choice(Kind.values(), Kind::yamlName))
                .orElse(endpoint.map(uri -> Kind.ofHost(uri.getHost())));
        Optional<String> scope = authReader.scope();
        Optional<Double> pace = fields.find("requestsPerSecond").flatMap(node -> node.positive(10_000));
        Optional<Integer> concurrency = fields.find("concurrency")
                .map(node -> node.whole(1, 64).map(Long::intValue))
                .orElse(Optional.of(Target.DEFAULT_CONCURRENCY));
        Optional<Long> orgId = fields.find("orgId").flatMap(node -> node.whole(1, 999_999_999_999_999_999L));
        Optional<BackupSettings> backup =
                fields.find("backup").map(BackupReader::read).orElse(Optional.of(BackupSettings.defaults()));
        Optional<String> notify = fields.find("notify").flatMap(node -> node.read(SecretName::parse));
        kind.ifPresent(known -> checkKind(known, endpoint));
        Optional<Auth> auth = auth(kind);
        Optional<Monitor> monitor = monitor(kind);
        if (endpoint.isEmpty()
                || kind.isEmpty()
                || auth.isEmpty()
                || scope.isEmpty()
                || concurrency.isEmpty()
                || backup.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Target(
                name,
                endpoint.get(),
                kind.get(),
                auth.get(),
                scope.get(),
                pace.orElse(defaultPace(kind.get())),
                concurrency.get(),
                orgId.orElse(null),
                backup.get(),
                monitor.orElse(null),
                notify.orElse(null)));
    }

    private void checkKind(Kind kind, Optional<URI> endpoint) {
        if (kind.isAzure()) {
            if (endpoint.filter(uri -> !uri.getScheme().equals("https")).isPresent()) {
                fields.fault("endpoint", "must start with https://; http:// is only for a self-hosted Grafana");
            }
            fields.refuse(List.of("orgId"), "is only for a self-hosted Grafana; Azure's has one organisation");
        }
        if (kind != Kind.MONITOR) {
            fields.refuse(MONITOR_KEYS, "is only for a target of kind monitor; this one is " + kind.yamlName());
        }
    }

    /** Reads the authentication; without a kind there is no default, but what is written can be checked. */
    private Optional<Auth> auth(Optional<Kind> kind) {
        return kind.isPresent() || fields.find("auth").isPresent()
                ? authReader.auth(kind.orElse(Kind.SELF_HOSTED))
                : Optional.empty();
    }

    private Optional<Monitor> monitor(Optional<Kind> kind) {
        if (kind.filter(known -> known == Kind.MONITOR).isEmpty()) {
            return Optional.empty();
        }
        List<String> groups = fields.find("resourceGroups").map(YamlNode::items).orElse(List.of()).stream()
                .flatMap(item -> item.read(TargetReader::resourceGroup).stream())
                .toList();
        return fields.need("subscription", "the GUID of the subscription that holds the dashboards")
                .flatMap(node -> node.read(Guid::parse))
                .map(subscription -> new Monitor(subscription, groups));
    }

    private static String resourceGroup(String text) {
        if (!RESOURCE_GROUP.matcher(text).matches()) {
            throw new BadValue(Quote.value(text) + " is not the name of a resource group");
        }
        return text;
    }

    static @Nullable Double defaultPace(Kind kind) {
        return kind.isAzure() ? Target.AZURE_REQUESTS_PER_SECOND : null;
    }
}
