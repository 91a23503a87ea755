package io.grafanakeeper.settings;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Refuses aliases that refer to themselves or expand to more than a configuration ever needs.
 *
 * <p>Each node is measured once, however often aliases name it, so a file that expands to billions is measured as fast
 * as it is read. Afterwards every reader may walk the tree as if it had no aliases.
 */
final class YamlBounds {
    static final int MAX_DEPTH = 64;
    static final String TOO_DEEP = "is nested more than " + MAX_DEPTH + " levels deep";

    private static final int MAX_NODES = 100_000;

    private final Faults faults;
    private final IdentityHashMap<Node, Size> sizes = new IdentityHashMap<>();
    private boolean tooLarge;

    private YamlBounds(Faults faults) {
        this.faults = faults;
    }

    /** Throws a {@link SettingsException} when the tree is out of bounds. */
    static void check(Node root, Faults faults) {
        new YamlBounds(faults).measure(root);
        faults.throwIfAny();
    }

    private Size measure(Node node) {
        Size known = sizes.get(node);
        if (known != null) {
            return known;
        }
        sizes.put(node, Size.UNFINISHED);
        long nodes = 1;
        int depth = 0;
        for (Node child : children(node)) {
            Size size = measure(child);
            if (size.equals(Size.UNFINISHED)) {
                fault(node, "holds an alias that refers to itself");
            }
            nodes += size.nodes;
            depth = Math.max(depth, size.depth);
        }
        Size size = bounded(node, new Size(nodes, depth + 1));
        sizes.put(node, size);
        return size;
    }

    /** Reports the innermost node that is too large, and only that one. */
    private Size bounded(Node node, Size size) {
        @Nullable
        String message = size.nodes > MAX_NODES
                ? "expands to more than " + MAX_NODES + " values"
                : size.depth > MAX_DEPTH + 1 ? TOO_DEEP : null;
        if (message == null) {
            return size;
        }
        if (!tooLarge) {
            fault(node, message);
        }
        tooLarge = true;
        return new Size(1, 1);
    }

    private void fault(Node node, String message) {
        faults.add(node.getStartMark().orElseThrow(), "", message);
    }

    private static List<Node> children(Node node) {
        if (node instanceof MappingNode mapping) {
            return mapping.getValue().stream()
                    .flatMap(entry -> Stream.of(entry.getKeyNode(), entry.getValueNode()))
                    .toList();
        }
        return node instanceof SequenceNode sequence ? sequence.getValue() : List.of();
    }

    private record Size(long nodes, int depth) {
        static final Size UNFINISHED = new Size(0, 0);
    }
}
