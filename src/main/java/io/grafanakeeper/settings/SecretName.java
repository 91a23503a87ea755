package io.grafanakeeper.settings;

import java.util.Locale;
import java.util.regex.Pattern;

/** Checks the names of Key Vault secrets. No message repeats the text: it may be the secret itself. */
final class SecretName {
    private static final Pattern NAME = Pattern.compile("[0-9a-zA-Z-]{1,127}");

    private SecretName() {}

    static String parse(String text) {
        if (text.toLowerCase(Locale.ROOT).startsWith("https://") && text.contains(".vault.")) {
            throw new BadValue("must be the name of a Key Vault secret alone, not its URL");
        }
        if (SecretShape.looksLikeSecret(text) || SecretShape.looksRandom(text)) {
            throw new BadValue("looks like a secret's value; put the value into Key Vault and write the secret's name");
        }
        if (!NAME.matcher(text).matches()) {
            throw new BadValue("is not the name of a Key Vault secret (1 to 127 letters, digits and dashes)");
        }
        return text;
    }
}
