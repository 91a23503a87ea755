package io.grafanakeeper.settings;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads how the webhook of a target is signed. An empty result means that faults were reported. */
final class WebhookReader {
    static final List<String> KEYS = List.of("secret", "signatureHeader", "timestampHeader");

    private static final Pattern HEADER = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,99}");

    private WebhookReader() {}

    static Optional<WebhookSettings> read(String target, YamlNode node) {
        YamlFields fields = node.fields(KEYS);
        Optional<String> secret = fields.need("secret", "the name of the Key Vault secret that holds the HMAC key")
                .flatMap(written -> written.read(SecretName::parse));
        Optional<String> signature = fields.find("signatureHeader")
                .map(written -> written.read(WebhookReader::header))
                .orElse(Optional.of(WebhookSettings.DEFAULT_SIGNATURE_HEADER));
        Optional<String> timestamp =
                fields.find("timestampHeader").flatMap(written -> written.read(WebhookReader::header));
        if (timestamp.isPresent()
                && signature.filter(timestamp.get()::equalsIgnoreCase).isPresent()) {
            fields.fault("timestampHeader", "must be another header than the signature's");
        }
        return secret.flatMap(
                s -> signature.map(header -> new WebhookSettings(target, s, header, timestamp.orElse(null))));
    }

    private static String header(String text) {
        if (!HEADER.matcher(text).matches()) {
            throw new BadValue(Quote.value(text) + " is not the name of an HTTP header (letters, digits and dashes)");
        }
        return text;
    }
}
