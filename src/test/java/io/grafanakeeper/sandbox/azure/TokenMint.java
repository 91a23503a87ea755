package io.grafanakeeper.sandbox.azure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes and recognises access tokens with the claims of Entra's version 1 tokens, signed with a key of its own. */
final class TokenMint {
    static final String TENANT = "11111111-2222-3333-4444-555555555555";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HEADER = "{\"typ\":\"JWT\",\"alg\":\"HS256\"}";

    private final SecretKeySpec key;

    TokenMint() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        key = new SecretKeySpec(random, "HmacSHA256");
    }

    String mint(String audience, String clientId, Instant now, Instant expires) {
        String issuer = "https://sts.windows.net/" + TENANT + "/";
        // Azurite demands aud (as a string), a public-cloud iss, iat, nbf and exp; the rest is what readers log or map.
        ObjectNode claims = JSON.createObjectNode()
                .put("aud", audience)
                .put("iss", issuer)
                .put("iat", now.getEpochSecond())
                .put("nbf", now.getEpochSecond())
                .put("exp", expires.getEpochSecond())
                .put("appid", clientId)
                .put("idp", issuer)
                .put("idtyp", "app")
                .put("oid", principalOf(clientId))
                .put("sub", principalOf(clientId))
                .put("tid", TENANT)
                .put("uti", UUID.randomUUID().toString())
                .put("ver", "1.0");
        String signed = encoded(HEADER.getBytes(StandardCharsets.UTF_8)) + "."
                + encoded(claims.toString().getBytes(StandardCharsets.UTF_8));
        return signed + "." + encoded(signature(signed));
    }

    /** Returns the claims of a token made here, expired or not; nothing for any other text. */
    Optional<JsonNode> read(String token) {
        int lastDot = token.lastIndexOf('.');
        int firstDot = token.indexOf('.');
        if (firstDot < 0 || firstDot == lastDot) {
            return Optional.empty();
        }
        byte[] expected = encoded(signature(token.substring(0, lastDot))).getBytes(StandardCharsets.US_ASCII);
        if (!MessageDigest.isEqual(expected, token.substring(lastDot + 1).getBytes(StandardCharsets.UTF_8))) {
            return Optional.empty();
        }
        String claims = new String(
                Base64.getUrlDecoder().decode(token.substring(firstDot + 1, lastDot)), StandardCharsets.UTF_8);
        try {
            return Optional.of(JSON.readTree(claims));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A token made here does not parse", e);
        }
    }

    /** Returns the object id of the identity with this client id, the same every time. */
    static String principalOf(String clientId) {
        return UUID.nameUUIDFromBytes(clientId.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private byte[] signature(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
