package io.grafanakeeper.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.json.LosslessJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedactionTest {
    private static final String POINT = """
            {"uid":"u","name":"N","type":"webhook","settings":{"url":"https://example.com","password":"[REDACTED]",\
            "hmacConfig":{"header":"h","secret":"[REDACTED]"},"list":["a","[REDACTED]",{"a/b":"[REDACTED]"}],\
            "title":"[REDACTED] is part of a text"},"other":{"token":"[REDACTED]"}}""";

    private static final List<String> NAMES =
            List.of("/other/token", "hmacConfig/secret", "list/1", "list/2/a~1b", "password");

    @Test
    void namesEachSecretByItsPlaceAndKeepsNoMark() throws IOException {
        ObjectNode content = object(POINT);
        assertTrue(Redaction.holdsMark(content));
        assertEquals(NAMES, Redaction.strip(content));
        assertFalse(Redaction.holdsMark(content));
        assertEquals(object("""
                {"uid":"u","name":"N","type":"webhook","settings":{"url":"https://example.com","hmacConfig":{"header":"h"},\
                "list":["a",null,{}],"title":"[REDACTED] is part of a text"},"other":{}}"""), content);
    }

    @Test
    void putsEachSecretWhereItsMarkWas() throws IOException {
        ObjectNode content = object(POINT);
        for (String name : Redaction.strip(content)) {
            assertTrue(Redaction.put(content, name, "of " + name), name);
        }
        assertEquals(
                object(POINT.replace("\"password\":\"[REDACTED]\"", "\"password\":\"of password\"")
                        .replace("\"secret\":\"[REDACTED]\"", "\"secret\":\"of hmacConfig/secret\"")
                        .replace("\"a\",\"[REDACTED]\"", "\"a\",\"of list/1\"")
                        .replace("\"a/b\":\"[REDACTED]\"", "\"a/b\":\"of list/2/a~1b\"")
                        .replace("\"token\":\"[REDACTED]\"", "\"token\":\"of /other/token\"")),
                content);
        assertEquals(strippedPoint(), Redaction.without(content, NAMES));
    }

    @Test
    void refusesAPlaceThatIsNone() throws IOException {
        ObjectNode content = object(POINT);
        assertFalse(Redaction.put(content, "url/inside", "x"));
        assertFalse(Redaction.put(content, "list/7", "x"));
        assertFalse(Redaction.put(content, "list/7/a", "x"));
        assertTrue(Redaction.put(content, "new/inside", "x"));
    }

    @Test
    void everyKindOfAlertingIsKeptWithoutMarks() throws IOException {
        for (ItemKind kind : EnumSet.range(ItemKind.ALERT_RULE, ItemKind.TEMPLATE)) {
            Draft draft = AlertingDrafts.of(kind, object(POINT), Place.ROOT);
            assertEquals(NAMES, draft.secrets(), kind.text());
            assertFalse(Redaction.holdsMark(draft.content()), kind.text());
        }
    }

    private static ObjectNode strippedPoint() throws IOException {
        ObjectNode content = object(POINT);
        Redaction.strip(content);
        return content;
    }

    private static ObjectNode object(String json) throws IOException {
        return (ObjectNode) LosslessJson.read(json.getBytes(StandardCharsets.UTF_8));
    }
}
