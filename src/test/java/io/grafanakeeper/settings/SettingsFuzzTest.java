package io.grafanakeeper.settings;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SettingsFuzzTest {
    private static final List<String> PIECES = List.of(
            ":",
            "\n",
            "  ",
            "- ",
            "[",
            "]",
            "{",
            "}",
            "'",
            "\"",
            "&a ",
            "*a",
            "!x ",
            "~",
            "\t",
            "#",
            "|",
            ">",
            "? ",
            "%",
            "@",
            "<<: ",
            "null",
            "-1",
            ".inf",
            "0x",
            "1e9",
            "\uD83D\uDE00",
            "\uD800",
            "\u0000",
            "---\n",
            "...\n");

    @Test
    void aDamagedFileIsReadOrRefusedWithPositionsButNeverCrashes() throws IOException {
        String sample = Files.readString(Path.of("keeper.sample.yaml"));
        Random random = new Random(20261123);
        for (int i = 0; i < 1500; i++) {
            String damaged = damage(sample, random);
            try {
                assertFalse(
                        SettingsReader.read(damaged, "keeper.yaml").targets().isEmpty());
            } catch (SettingsException e) {
                e.faults().forEach(fault -> assertTrue(fault.line() > 0 && fault.column() > 0, fault::toString));
            }
        }
    }

    private static String damage(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(damaged.length());
            int end = Math.min(damaged.length(), at + random.nextInt(12));
            damaged.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
        }
        return damaged.toString();
    }
}
