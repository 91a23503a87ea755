package io.grafanakeeper.settings;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Gives the value of one setting as the type that is wanted, or reports the fault where the setting stands and is empty.
 *
 * <p>A setting stands where its key is: with an alias the value stands elsewhere.
 */
final class YamlNode {
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");

    private final Node node;
    private final Mark at;
    private final String path;
    private final Faults faults;

    private YamlNode(Node node, Mark at, String path, Faults faults) {
        this.node = node;
        this.at = at;
        this.path = path;
        this.faults = faults;
    }

    static YamlNode root(Node node, Faults faults) {
        return new YamlNode(node, node.getStartMark().orElseThrow(), "", faults);
    }

    /** Reports a fault of this setting. */
    void fault(String message) {
        faults.add(at, path, message);
    }

    /** Reports a fault of a setting below this one that is not there. */
    void faultBelow(String key, String message) {
        faults.add(at, Quote.child(path, key), message);
    }

    /** Tells whether nothing is written behind the key. */
    boolean isNull() {
        return node.getTag().equals(Tag.NULL);
    }

    /** Tells whether this is a mapping, where a text would do as well. */
    boolean isMapping() {
        return node instanceof MappingNode;
    }

    /** Tells whether this is a list, where a text would do as well. */
    boolean isList() {
        return node instanceof SequenceNode;
    }

    /** Returns the node itself, for values that are kept as they are. */
    Node node() {
        return node;
    }

    /** Reads a text; numbers and booleans are taken as they are written. */
    Optional<String> text() {
        if (!(node instanceof ScalarNode scalar)) {
            fault("must be a text, not " + shape());
        } else if (isNull() || scalar.getValue().isBlank()) {
            fault("must not be empty");
        } else {
            return Optional.of(scalar.getValue());
        }
        return Optional.empty();
    }

    /** Reads a text with a parser that throws {@link BadValue}. */
    <T> Optional<T> read(Function<String, T> parser) {
        return text().flatMap(text -> expect(() -> parser.apply(text)));
    }

    /** Reports as a fault of this setting that something threw {@link BadValue}. */
    <T> Optional<T> expect(Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (BadValue e) {
            fault(e.reason());
            return Optional.empty();
        }
    }

    /** Reads a whole number within bounds. */
    Optional<Long> whole(long min, long max) {
        return read(text -> {
            if (WHOLE.matcher(text).matches()) {
                long number = Long.parseLong(text);
                if (number >= min && number <= max) {
                    return number;
                }
            }
            throw new BadValue(Quote.value(text) + " is not a whole number from " + min + " to " + max);
        });
    }

    /** Reads a decimal number above zero. */
    Optional<Double> positive(int max) {
        return read(text -> {
            if (DECIMAL.matcher(text).matches()) {
                BigDecimal number = new BigDecimal(text);
                if (number.signum() > 0 && number.compareTo(BigDecimal.valueOf(max)) <= 0) {
                    return number.doubleValue();
                }
            }
            throw new BadValue(Quote.value(text) + " is not a number above 0 and up to " + max);
        });
    }

    /** Reads one of a few words. */
    <E> Optional<E> choice(E[] allowed, Function<E, String> name) {
        return read(text -> Stream.of(allowed)
                .filter(value -> name.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() -> {
                    List<String> names = Stream.of(allowed).map(name).toList();
                    return new BadValue(Quote.value(text) + " is not known; allowed: " + String.join(", ", names)
                            + Spelling.hint(text, names));
                }));
    }

    /** Reads a list; an empty one is a list too. */
    List<YamlNode> items() {
        if (!(node instanceof SequenceNode sequence)) {
            fault("must be a list, not " + shape());
            return List.of();
        }
        List<YamlNode> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(new YamlNode(item, item.getStartMark().orElseThrow(), path + "[" + items.size() + "]", faults));
        }
        return items;
    }

    /** Reads a mapping whose keys are names; of a key that stands twice, the first. */
    Map<String, YamlNode> entries() {
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            fault("must be a mapping, not " + shape());
            return entries;
        }
        for (NodeTuple entry : mapping.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode key) {
                Mark keyAt = key.getStartMark().orElseThrow();
                String child = Quote.child(path, key.getValue());
                entries.putIfAbsent(key.getValue(), new YamlNode(entry.getValueNode(), keyAt, child, faults));
            }
        }
        return entries;
    }

    /** Reads a mapping with known keys, and reports the unknown ones. */
    YamlFields fields(List<String> allowed) {
        return new YamlFields(this, entries(), allowed);
    }

    private String shape() {
        if (isNull()) {
            return "nothing";
        }
        return node instanceof MappingNode ? "a mapping" : node instanceof SequenceNode ? "a list" : "a text";
    }
}
