package io.grafanakeeper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.json.LosslessJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.logging.Logger;

/** Breaks inputs at random places, the same way for the same seed. */
public final class Damage {
    private static final List<String> JUNK = List.of(
            "null",
            "true",
            "-1",
            "1e999",
            "9223372036854775808",
            "\"\"",
            "\"\\u0000\"",
            "\"../../x\"",
            "\"2026-13-45T99:99:99Z\"",
            "\"+1000000000-12-31T23:59:59.999999999Z\"",
            "[]",
            "[null]",
            "[[[[[[]]]]]]",
            "{}",
            "{\"\":null}");

    private final Random random;

    /** Creates a series of damages. */
    public Damage(long seed) {
        random = new Random(seed);
    }

    /** Returns JSON of which some values are others, some are missing, and once in a while the text itself is broken. */
    public String json(String json) {
        if (random.nextInt(4) == 0) {
            return new String(bytes(json.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
        }
        JsonNode tree = parse(json);
        for (int breaks = random.nextInt(3); breaks >= 0; breaks--) {
            List<JsonNode> containers = new ArrayList<>();
            collect(tree, containers);
            breakOne(containers.get(random.nextInt(containers.size())));
        }
        return tree.toString();
    }

    /** Breaks JSON many times and returns how many events a reader made of it all. */
    public int events(String json, int rounds, BiFunction<String, Logger, ? extends List<?>> reader) {
        Logger silent = Logger.getAnonymousLogger();
        silent.setUseParentHandlers(false);
        int events = 0;
        for (int round = 0; round < rounds; round++) {
            events += reader.apply(json(json), silent).size();
        }
        return events;
    }

    /** Returns bytes of which some are others, missing, or there twice. */
    public byte[] bytes(byte[] bytes) {
        byte[] damaged = bytes;
        for (int breaks = random.nextInt(3); breaks >= 0; breaks--) {
            int at = random.nextInt(damaged.length + 1);
            int end = Math.min(damaged.length, at + random.nextInt(64));
            byte[] piece = piece(damaged, at, end);
            ByteArrayOutputStream joined = new ByteArrayOutputStream();
            joined.write(damaged, 0, at);
            joined.writeBytes(piece);
            joined.write(damaged, end, damaged.length - end);
            damaged = joined.toByteArray();
        }
        return damaged;
    }

    private byte[] piece(byte[] bytes, int at, int end) {
        byte[] piece = new byte[end - at];
        System.arraycopy(bytes, at, piece, 0, piece.length);
        switch (random.nextInt(4)) {
            case 0 -> {
                return new byte[0];
            }
            case 1 -> random.nextBytes(piece);
            case 2 -> {
                ByteArrayOutputStream twice = new ByteArrayOutputStream();
                twice.writeBytes(piece);
                twice.writeBytes(piece);
                return twice.toByteArray();
            }
            default -> {
                if (piece.length > 0) {
                    piece[random.nextInt(piece.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
        }
        return piece;
    }

    private void breakOne(JsonNode container) {
        JsonNode junk = parse(JUNK.get(random.nextInt(JUNK.size())));
        if (container instanceof ObjectNode object && !object.isEmpty()) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.get(random.nextInt(names.size()));
            if (random.nextInt(4) == 0) {
                object.remove(name);
            } else {
                object.set(name, junk);
            }
        } else if (container instanceof ArrayNode array && !array.isEmpty()) {
            array.set(random.nextInt(array.size()), junk);
        }
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    private static JsonNode parse(String json) {
        try {
            return LosslessJson.read(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
