package io.grafanakeeper.sandbox.grafana;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.zip.CRC32;

/** Makes the part of an address that shows a title. */
final class Slug {
    private static final int HASHED_ABOVE = 50;

    private Slug() {}

    static String of(String title, Flavour flavour) {
        if (flavour.atLeast(13) && title.length() > HASHED_ABOVE) {
            CRC32 crc = new CRC32();
            crc.update(title.getBytes(StandardCharsets.UTF_8));
            return String.format(Locale.ROOT, "%08x", crc.getValue()).substring(0, 7);
        }
        String words = title.replace("&", "and").replace("@", "at");
        String plain = Normalizer.normalize(words, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
        return plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "-").replaceAll("^-+|-+$", "");
    }
}
