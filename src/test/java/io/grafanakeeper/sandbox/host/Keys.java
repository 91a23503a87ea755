package io.grafanakeeper.sandbox.host;

import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import java.security.SecureRandom;
import java.util.Base64;

/** Holds the two keys callers must show, in the header {@code x-functions-key} or the query value {@code code}. */
record Keys(String function, String master) {
    /** Makes a key as long as Azure's. */
    static String random() {
        byte[] bytes = new byte[40];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    boolean allow(AuthorizationLevel level, RawRequest request) {
        return switch (level) {
            case ANONYMOUS -> true;
            case FUNCTION -> shown(request, function) || shown(request, master);
            case ADMIN -> shown(request, master);
        };
    }

    private static boolean shown(RawRequest request, String key) {
        return key.equals(request.headers().get("x-functions-key"))
                || key.equals(request.query().get("code"));
    }

    @Override
    public String toString() {
        return "Keys[…]";
    }
}
