package io.grafanakeeper.panels;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Escapes what has a meaning in the language that a value is put into; each as Grafana does, no more. */
final class Escapes {
    private static final Pattern REGEX = Pattern.compile("[/\\\\^$*+?.()|\\[\\]{}]");
    private static final Pattern LUCENE = Pattern.compile("[!*+\\-=<>\\s&|()\\[\\]{}^~?:\\\\/\"]");
    private static final Pattern NUMBER = Pattern.compile("\\s*[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?\\s*");
    private static final Pattern PROMETHEUS = Pattern.compile("[$^*{}\\[\\]+?.()|]");
    private static final String UNRESERVED = "-_.~";
    private static final String URI = UNRESERVED + ";/?:@&=+$,#";

    private Escapes() {}

    static String regex(String value) {
        return REGEX.matcher(value).replaceAll("\\\\$0");
    }

    static boolean isNumber(String value) {
        return NUMBER.matcher(value).matches();
    }

    static String lucene(String value) {
        return isNumber(value) || value.isBlank()
                ? value
                : LUCENE.matcher(value).replaceAll("\\\\$0");
    }

    /** Escapes for a regular expression inside a quoted PromQL or LogQL text, so with two backslashes. */
    static String quotedRegex(String value) {
        return PROMETHEUS.matcher(value.replace("\\", "\\\\\\\\")).replaceAll("\\\\\\\\$0");
    }

    static String html(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;")
                .replace("\"", "&quot;");
    }

    static String percent(String value) {
        return encode(value, UNRESERVED);
    }

    static String uri(String value) {
        return encode(value, URI);
    }

    private static String encode(String value, String kept) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xff);
            boolean plain = character < 0x80 && (Character.isLetterOrDigit(character) || kept.indexOf(character) >= 0);
            if (plain) {
                encoded.append(character);
            } else {
                encoded.append(String.format("%%%02X", (int) character));
            }
        }
        return encoded.toString();
    }
}
