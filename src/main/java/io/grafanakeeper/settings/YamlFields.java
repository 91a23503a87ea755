package io.grafanakeeper.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds a mapping with known keys. A key without a value counts as absent. */
final class YamlFields {
    private final YamlNode owner;
    private final Map<String, YamlNode> entries;

    YamlFields(YamlNode owner, Map<String, YamlNode> entries, List<String> allowed) {
        this.owner = owner;
        this.entries = entries;
        entries.forEach((key, node) -> {
            if (!allowed.contains(key)) {
                node.fault(
                        "is not a setting here; allowed: " + String.join(", ", allowed) + Spelling.hint(key, allowed));
            }
        });
    }

    /** Finds a setting that may be left out. */
    Optional<YamlNode> find(String key) {
        return Optional.ofNullable(entries.get(key)).filter(node -> !node.isNull());
    }

    /** Finds a setting, and reports its absence, unless there is no mapping that could hold it. */
    Optional<YamlNode> need(String key, String meaning) {
        Optional<YamlNode> found = find(key);
        if (found.isEmpty() && owner.isMapping()) {
            fault(key, "is missing: " + meaning);
        }
        return found;
    }

    /** Reports a fault where the setting stands, or where it would belong. */
    void fault(String key, String message) {
        YamlNode node = entries.get(key);
        if (node == null) {
            owner.faultBelow(key, message);
        } else {
            node.fault(message);
        }
    }

    /** Reports settings that mean nothing beside what was chosen. */
    void refuse(List<String> keys, String reason) {
        keys.forEach(key -> find(key).ifPresent(node -> node.fault(reason)));
    }
}
