package io.grafanakeeper.archive;

import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.json.LosslessJson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Holds the canonical bytes of one item and their hash, which is its name in the store.
 *
 * @param bytes UTF-8 JSON without white space, keys sorted
 * @param sha256 the lower-case hex SHA-256 of {@code bytes}
 */
public record Content(byte[] bytes, String sha256) {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /** Returns the content of a JSON value. */
    public static Content of(JsonNode value) {
        byte[] bytes = LosslessJson.canonical(value);
        return new Content(bytes, hash(bytes));
    }

    /** Returns the lower-case hex SHA-256 of some bytes. */
    public static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Tells whether a text is a hash, so that it may become part of a blob's name. */
    static boolean validHash(String text) {
        return HASH.matcher(text).matches();
    }
}
