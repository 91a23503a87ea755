package io.grafanakeeper.settings;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Recognises secrets by their shape or by the name of the setting that holds them. */
public final class SecretShape {
    /*
     * Every quantifier that can start anywhere is bounded or follows a fixed text: the values come from a file of up to
     * 1 MiB, and none may take quadratic time.
     */
    private static final Pattern SURE = Pattern.compile(String.join(
            "|",
            "(?<![A-Za-z0-9])gl(?:sa|c)_\\w{6,}", // Grafana service-account and Grafana Cloud tokens
            "(?<![A-Za-z0-9])eyJ[A-Za-z0-9_+/-]{16,}", // legacy Grafana keys and JWTs: Base64 of {"
            "(?i:Account|Shared(?:Access)?|Access)Key=[^;\\s]", // connection strings
            "(?i:SharedAccessSignature)",
            "(?:^|[?&;\\s])(?i:sig)=[A-Za-z0-9%+/_-]{6,}", // shared access signatures in URLs
            "://[^/\\s:@]{0,200}:[^/\\s@]{1,500}@", // user:password@ in a URL
            "[78]Q~[A-Za-z0-9_.~-]{8,}", // Entra client secrets
            "hooks\\.slack\\.com/(?:services|workflows)/\\S", // webhook URLs admit whoever knows them
            "webhook\\.office\\.com/webhookb2/\\S",
            "-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----"));

    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{32,}");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_=-]{40,}");
    private static final Pattern MIXED_RUN = Pattern.compile("(?=[^-]*[a-z])(?=[^-]*[A-Z])(?=[^-]*[0-9])[^-]{20,}");

    private static final Set<String> VALUE_KEYS = Set.of("key", "token", "sas", "pass", "authorization", "signature");
    private static final Set<String> SURE_KEY_ENDS = Set.of(
            "password",
            "passwd",
            "pwd",
            "passphrase",
            "apikey",
            "accesskey",
            "accountkey",
            "privatekey",
            "secretkey",
            "clientsecret",
            "secretvalue",
            "connectionstring",
            "sastoken",
            "accesstoken",
            "bearertoken");

    private SecretShape() {}

    /** Tells whether a text holds something that is surely a secret: a token, a key, a connection string, a signed URL. */
    public static boolean looksLikeSecret(String text) {
        return SURE.matcher(text).find();
    }

    /**
     * Tells whether a text is so random that it is rather a key than a name.
     *
     * <p>Not for free text or uids: dashboards are often given hashes as uids. GUIDs are no secrets.
     */
    static boolean looksRandom(String text) {
        return HEX.matcher(text).matches() || (BASE64.matcher(text).matches() && hasMixedRun(text));
    }

    /** Tells a key from a long name of words and numbers between dashes. */
    private static boolean hasMixedRun(String text) {
        return Stream.of(text.split("-", -1))
                .anyMatch(run -> MIXED_RUN.matcher(run).matches());
    }

    /** Tells whether a setting of this name would hold a secret's value, wherever it stands. */
    static boolean surelyHoldsValue(String key) {
        String plain = plain(key);
        return SURE_KEY_ENDS.stream().anyMatch(plain::endsWith);
    }

    /** Tells whether a setting of this name would hold a secret's value among the settings that we define. */
    static boolean holdsValue(String key) {
        String plain = plain(key);
        return surelyHoldsValue(key) || VALUE_KEYS.contains(plain) || plain.endsWith("token");
    }

    private static String plain(String key) {
        return key.toLowerCase(Locale.ROOT).replaceAll("[-_. ]", "");
    }
}
