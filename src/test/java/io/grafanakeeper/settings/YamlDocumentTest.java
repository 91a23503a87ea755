package io.grafanakeeper.settings;

import static io.grafanakeeper.settings.Reading.fault;
import static io.grafanakeeper.settings.Reading.faults;
import static io.grafanakeeper.settings.Reading.places;
import static io.grafanakeeper.settings.Reading.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class YamlDocumentTest {
    private static final String TARGET = "targets: { t: { endpoint: 'https://a.grafana.azure.com' } }\n";

    @Test
    void refusesAnEmptyFile() {
        for (String empty : List.of("", "\n\n", "# only a comment\n", "\uFEFF")) {
            assertTrue(fault(empty).message().contains("is empty"), empty);
        }
        assertEquals(1, faults("---\n").size());
    }

    @Test
    void namesTheLineOfASyntaxFault() {
        Fault fault = fault("targets:\n  prod: { endpoint: a\n  lab: [\n");

        assertTrue(fault.line() >= 2, fault::toString);
        assertTrue(fault.message().startsWith("is not valid YAML"), fault::toString);
    }

    @Test
    void explainsTabs() {
        Fault fault = fault("targets:\n\tprod:\n\t\tendpoint: x\n");

        assertEquals(2, fault.line());
        assertTrue(fault.message().contains("TAB"), fault::toString);
    }

    @Test
    void neverQuotesTheLineOfASyntaxFault() {
        Fault fault = fault("targets:\n  prod: { password: hunter2\n  x: ]\n");

        assertFalse(fault.toString().contains("hunter2"), fault::toString);
        assertFalse(fault("a: *glsa_abcdefghijkl\n").toString().contains("glsa_"));
    }

    @Test
    void namesTheLineOfAForbiddenCharacter() {
        Fault fault = fault("targets:\n  prod:\n    x: \"a\u0007b\"\n");

        assertEquals(3, fault.line());
        assertTrue(fault.message().contains("U+0007"), fault::toString);
    }

    @Test
    void refusesAFileAboveOneMebibyte() {
        String huge = TARGET + "# " + "x".repeat(1 << 20);
        assertTrue(fault(huge).message().contains("1 MiB"));

        String large = TARGET + "# " + "é".repeat((1 << 19) - 100);
        assertEquals(1, read(large).targets().size());
        assertTrue(fault(TARGET + "# " + "é".repeat(1 << 19)).message().contains("1 MiB"));
    }

    @Test
    void refusesAnAliasBombAtOnce() {
        StringBuilder bomb = new StringBuilder(TARGET + "a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9)));
        }

        Fault fault = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> fault(bomb.toString()));
        assertTrue(fault.message().contains("expands to more than"), fault::toString);
        assertEquals(7, fault.line());
    }

    @Test
    void refusesAChainOfAliasesThatNestsTooDeep() {
        StringBuilder chain = new StringBuilder(TARGET + "a0: &a0 [x]\n");
        for (int i = 1; i < 5000; i++) {
            chain.append("a%d: &a%d [*a%d]\n".formatted(i, i, i - 1));
        }

        assertTrue(fault(chain.toString()).message().contains("nested more than 64"));
    }

    @Test
    void refusesAnAliasToItself() {
        assertTrue(faults(TARGET + "loop: &loop { again: *loop }\n")
                .get(0)
                .message()
                .contains("refers to itself"));
        assertTrue(faults("&root { targets: *root }\n").get(0).message().contains("refers to itself"));
    }

    @Test
    void refusesDeepNestingWithoutOverflowingTheStack() {
        Fault fault = fault("targets: " + "[".repeat(200_000));

        assertTrue(fault.message().contains("nested more than 64"), fault::toString);
        assertTrue(fault("- ".repeat(100_000) + "x").message().contains("nested more than 64"));
    }

    @Test
    void refusesAKeyThatStandsTwice() {
        assertEquals(List.of("4:5 targets.t.endpoint", "5:3 targets.t"), places("""
                targets:
                  t:
                    endpoint: https://a.grafana.azure.com
                    endpoint: https://b.grafana.azure.com
                  t:
                    endpoint: https://c.grafana.azure.com
                """));
        assertTrue(faults(TARGET + TARGET).get(0).message().contains("already set on line 1"));
    }

    @Test
    void refusesTagsMergeKeysAndKeysThatAreNoText() {
        assertTrue(faults("targets: !java { t: 1 }").get(0).message().contains("YAML tag"));
        assertTrue(faults(TARGET + "? [a]\n: b\n").get(0).message().contains("a key that is not a text"));
        assertTrue(faults(TARGET + "base: &b { x: 1 }\nqueries: { <<: *b }\n").stream()
                .anyMatch(fault -> fault.path().equals("queries.'<<'")));
    }

    @Test
    void refusesAMergeByTagBeforeItIsExpanded() {
        assertTrue(fault(TARGET + "base: &b { x: 1 }\nqueries: { !!merge x: *b }\n")
                .message()
                .contains("merge"));
    }

    @Test
    void refusesASecondDocument() {
        assertTrue(fault(TARGET + "---\n" + TARGET).message().contains("another document"));
    }

    @Test
    void readsUnicodeAndWindowsLineEnds() {
        Settings settings = read("\uFEFF" + """
                targets:
                  t:
                    endpoint: https://a.grafana.azure.com
                    backup:
                      folders: { only: ['Équipe 😀/日本'] }
                """.replace("\n", "\r\n"));

        assertEquals(
                List.of("Équipe 😀/日本"),
                settings.target("t").orElseThrow().backup().folders().only());
        assertEquals(
                List.of("1:17 targets.t.'日本'"),
                places("targets: { t: { 日本: 1, endpoint: 'https://a.grafana.azure.com' } }"));
    }
}
