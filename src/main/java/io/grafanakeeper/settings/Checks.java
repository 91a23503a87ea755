package io.grafanakeeper.settings;

import java.time.Duration;
import java.util.function.Function;

/** Checks values of requests by the rules of the configuration. Each takes what makes a refusal of the words that say what is wrong. */
public final class Checks {
    private Checks() {}

    /** Returns the name of a Key Vault secret. */
    public static String secretName(String text, Function<String, ? extends RuntimeException> refusal) {
        return checked(SecretName::parse, text, refusal);
    }

    /** Returns a name in lower-case letters, digits and inner dashes, which may become part of other names. */
    public static String name(String text, Function<String, ? extends RuntimeException> refusal) {
        return checked(Names::parse, text, refusal);
    }

    /** Returns how long a token shall live. */
    public static Duration lifetime(String text, Function<String, ? extends RuntimeException> refusal) {
        return checked(CredentialReader::duration, text, refusal);
    }

    private static <T> T checked(
            Function<String, T> check, String text, Function<String, ? extends RuntimeException> refusal) {
        try {
            return check.apply(text);
        } catch (BadValue e) {
            throw refusal.apply(e.reason());
        }
    }
}
