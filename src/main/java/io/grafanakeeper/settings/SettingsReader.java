package io.grafanakeeper.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the configuration from YAML. */
public final class SettingsReader {
    static final List<String> KEYS = List.of("targets", "credentials", "queries", "webhooks");

    private final YamlFields root;

    private SettingsReader(YamlFields root) {
        this.root = root;
    }

    /**
     * Reads a configuration.
     *
     * @param sourceName where it comes from, as the user knows it; each fault starts with it
     * @throws SettingsException with every fault of the configuration
     */
    public static Settings read(String yaml, String sourceName) {
        Faults faults = new Faults(sourceName);
        Node tree = YamlDocument.parse(yaml, faults);
        YamlBounds.check(tree, faults);
        YamlCheck.check(tree, faults);
        Settings settings = new SettingsReader(YamlNode.root(tree, faults).fields(KEYS)).settings();
        faults.throwIfAny();
        return settings;
    }

    private Settings settings() {
        Targets targets = targets();
        CredentialReader credentials = new CredentialReader(targets);
        QueryReader queries = new QueryReader(targets);
        return new Settings(
                targets.whole(),
                section("credentials", credentials::read),
                section("queries", queries::read),
                webhooks(targets));
    }

    private Targets targets() {
        Targets targets = new Targets();
        Optional<YamlNode> section =
                root.need("targets", "at least one Grafana, such as prod: { endpoint: https://… }");
        Map<String, YamlNode> entries = section.map(YamlNode::entries).orElse(Map.of());
        if (entries.isEmpty() && section.filter(YamlNode::isMapping).isPresent()) {
            section.get().fault("must name at least one Grafana");
        }
        entries.forEach((name, node) -> {
            Names.check(name, node);
            targets.declare(name, new TargetReader(name, node).read());
        });
        return targets;
    }

    private Map<String, WebhookSettings> webhooks(Targets targets) {
        Map<String, WebhookSettings> webhooks = new LinkedHashMap<>();
        root.find("webhooks").map(YamlNode::entries).orElse(Map.of()).forEach((target, node) -> {
            node.expect(() -> targets.parse(target));
            WebhookReader.read(target, node).ifPresent(webhook -> webhooks.put(target, webhook));
        });
        return webhooks;
    }

    private <T> Map<String, T> section(String key, BiFunction<String, YamlNode, Optional<T>> reader) {
        Map<String, T> section = new LinkedHashMap<>();
        root.find(key).map(YamlNode::entries).orElse(Map.of()).forEach((name, node) -> {
            Names.check(name, node);
            reader.apply(name, node).ifPresent(value -> section.put(name, value));
        });
        return section;
    }
}
