package io.grafanakeeper.sandbox.azure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.aad.msal4j.ManagedIdentityApplication;
import com.microsoft.aad.msal4j.TokenCache;

/** Reaches the one cache of managed-identity tokens that all credentials of a JVM share. */
final class MsalCache {
    private static final ObjectMapper JSON = new ObjectMapper();

    private MsalCache() {}

    /** Makes the SDK ask again: the cache has no way to be emptied, so every token in it is marked as expired. */
    static void expire() {
        TokenCache cache = ManagedIdentityApplication.getSharedTokenCache();
        try {
            JsonNode content = JSON.readTree(cache.serialize());
            for (JsonNode token : content.path("AccessToken")) {
                ((ObjectNode) token)
                        .put("expires_on", "0")
                        .put("extended_expires_on", "0")
                        .remove("refresh_on");
            }
            cache.deserialize(content.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("MSAL's cache is no longer JSON", e);
        }
    }
}
