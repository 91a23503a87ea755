package io.grafanakeeper.settings;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Parses YAML 1.2 (core schema) to a tree of nodes with positions, within bounds of size and depth. */
final class YamlDocument {
    private static final Optional<String> MERGE = Optional.of(Tag.MERGE.getValue());

    static final int MAX_BYTES = 1 << 20;
    static final String TOO_LARGE = "is larger than 1 MiB; a configuration is a few kilobytes";

    private static final LoadSettings YAML = LoadSettings.builder()
            .setSchema(new WithoutMerge())
            .setCodePointLimit(MAX_BYTES)
            // YamlBounds counts what aliases expand to, and knows the line.
            .setMaxAliasesForCollections(Integer.MAX_VALUE)
            .build();

    private YamlDocument() {}

    /** Returns the root, or throws a {@link SettingsException} that says why the text is not usable YAML. */
    static Node parse(String yaml, Faults faults) {
        String text = yaml.startsWith("\uFEFF") ? yaml.substring(1) : yaml;
        Optional<Node> root = Optional.empty();
        if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            faults.add(1, 1, "", TOO_LARGE);
        } else {
            root = compose(text, faults);
        }
        faults.throwIfAny();
        return root.orElseThrow();
    }

    private static Optional<Node> compose(String text, Faults faults) {
        try {
            checkEvents(text);
            Optional<Node> root = new Compose(YAML).composeString(text);
            if (root.isEmpty()) {
                faults.add(1, 1, "", "is empty; it needs at least 'targets:' with one target");
            }
            return root;
        } catch (Refused e) {
            faults.add(e.at.getLine() + 1, e.at.getColumn() + 1, "", e.reason);
        } catch (MarkedYamlEngineException e) {
            addSyntaxFault(e, faults);
        } catch (ReaderException e) {
            addCharacterFault(text, e, faults);
        } catch (YamlEngineException e) {
            // The message may quote the file, and the file may hold a secret.
            faults.add(1, 1, "", "is not valid YAML");
        }
        return Optional.empty();
    }

    /** Reads the events first: the parser keeps its own stack, while composing recurses and could overflow ours. */
    private static void checkEvents(String text) {
        int depth = 0;
        for (Event event : new Parse(YAML).parseString(text)) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> {
                    if (++depth > YamlBounds.MAX_DEPTH) {
                        throw new Refused(event, YamlBounds.TOO_DEEP);
                    }
                }
                case MappingEnd, SequenceEnd -> depth--;
                case Scalar -> {
                    if (((ScalarEvent) event).getTag().equals(MERGE)) {
                        throw new Refused(event, "has a YAML merge, which is not used in this file");
                    }
                }
                default -> {}
            }
        }
    }

    /** Leaves out the exception's own message, because it quotes the line, which may hold a secret. */
    private static void addSyntaxFault(MarkedYamlEngineException e, Faults faults) {
        Mark at = e.getProblemMark().or(e::getContextMark).orElseThrow();
        String problem = e.getContext() == null ? e.getProblem() : e.getContext() + ", " + e.getProblem();
        String shown = problem == null || SecretShape.looksLikeSecret(problem) ? "" : ": " + problem;
        faults.add(at.getLine() + 1, at.getColumn() + 1, "", "is not valid YAML" + shown);
    }

    private static void addCharacterFault(String text, ReaderException e, Faults faults) {
        int end = text.offsetByCodePoints(0, Math.min(e.getPosition(), text.codePointCount(0, text.length())));
        String before = text.substring(0, end);
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int column = end - before.lastIndexOf('\n');
        faults.add(
                line, column, "", "holds the character U+%04X, which YAML does not allow".formatted(e.getCodePoint()));
    }

    /**
     * Reads {@code <<} as any other key, as YAML 1.2 does.
     *
     * <p>The library would copy the merged entries while it composes, before anything can count them.
     */
    private static final class WithoutMerge extends CoreSchema {
        @Override
        public ScalarResolver getScalarResolver() {
            return new CoreScalarResolver(false);
        }
    }

    /** Leaves the event loop with the position of what is refused. */
    private static final class Refused extends RuntimeException {
        private final transient Mark at;
        private final String reason;

        Refused(Event event, String reason) {
            super(null, null, false, false);
            this.at = event.getStartMark().orElseThrow();
            this.reason = reason;
        }
    }
}
