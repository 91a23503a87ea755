package io.grafanakeeper.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Checks what holds for every part of the file: no secret's value, no key twice, no tag, no key that is not a text.
 *
 * <p>It runs before the sections are read, so that they say nothing about a setting that is refused as a secret.
 */
final class YamlCheck {
    private static final Set<Tag> CORE = Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.SEQ, Tag.MAP);
    private static final String ADVICE =
            "no secret may stand in this file: put the value into Key Vault and set 'secret' to that secret's name";

    private final Faults faults;
    private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<String> keys = new ArrayList<>();

    private YamlCheck(Faults faults) {
        this.faults = faults;
    }

    static void check(Node root, Faults faults) {
        new YamlCheck(faults).visit(root, root.getStartMark().orElseThrow(), "");
    }

    /** Visits each node once, at its anchor, however often aliases name it. */
    private void visit(Node node, Mark at, String path) {
        if (!seen.add(node)) {
            return;
        }
        if (!CORE.contains(node.getTag())) {
            faults.add(at, path, "has a YAML tag, which is not used in this file");
        }
        if (node instanceof MappingNode mapping) {
            visitEntries(mapping, path);
        } else if (node instanceof SequenceNode sequence) {
            List<Node> items = sequence.getValue();
            for (int i = 0; i < items.size(); i++) {
                visit(items.get(i), items.get(i).getStartMark().orElseThrow(), path + "[" + i + "]");
            }
        } else if (node instanceof ScalarNode scalar && SecretShape.looksLikeSecret(scalar.getValue())) {
            faults.addSecret(at, path, "holds something shaped like a secret; " + ADVICE);
        }
    }

    private void visitEntries(MappingNode mapping, String path) {
        Map<String, Integer> lines = new HashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            Mark at = entry.getKeyNode().getStartMark().orElseThrow();
            if (entry.getKeyNode() instanceof ScalarNode key) {
                visitEntry(key.getValue(), at, entry.getValueNode(), path, lines);
            } else {
                faults.add(at, path, "has a key that is not a text");
            }
        }
    }

    private void visitEntry(String key, Mark at, Node value, String path, Map<String, Integer> lines) {
        String child = Quote.child(path, key);
        Integer first = lines.putIfAbsent(key, at.getLine() + 1);
        if (first != null) {
            faults.add(at, child, "is already set on line " + first);
        }
        keys.add(key);
        if (SecretShape.looksLikeSecret(key)) {
            faults.addSecret(at, child, "is shaped like a secret; " + ADVICE);
        } else if (isValue(value) && nameSaysSecret(key)) {
            faults.addSecret(at, child, "would hold a secret's value by its name; " + ADVICE);
        }
        visit(value, at, child);
        keys.remove(keys.size() - 1);
    }

    private boolean nameSaysSecret(String key) {
        return isFreeText() ? SecretShape.surelyHoldsValue(key) : SecretShape.holdsValue(key);
    }

    /** Tells whether the keys here are not ours but a data source's or a dashboard's, where 'key' can mean anything. */
    private boolean isFreeText() {
        if (keys.size() < 4 || !keys.get(0).equals("queries")) {
            return false;
        }
        boolean variables = keys.get(2).equals("panel") && keys.get(3).equals("variables") && keys.size() > 4;
        return keys.get(2).equals("queries") || variables;
    }

    private static boolean isValue(Node node) {
        return node instanceof ScalarNode scalar
                && !scalar.getTag().equals(Tag.NULL)
                && !scalar.getTag().equals(Tag.BOOL);
    }
}
