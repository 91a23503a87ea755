package io.grafanakeeper.inventory;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.json.LosslessJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SameContentTest {
    @Test
    void leavesAsideWhatTheServerSaysOfItself() throws IOException {
        assertTrue(same("{\"a\":1}", "{\"a\":1,\"readOnly\":false,\"typeName\":\"X\"}"));
        assertTrue(same(
                "{\"p\":{\"libraryPanel\":{\"uid\":\"u\"}}}",
                "{\"p\":{\"libraryPanel\":{\"uid\":\"u\",\"meta\":{}}}}"));
    }

    @Test
    void seesEveryOtherDifference() throws IOException {
        assertFalse(same("{\"a\":1}", "{\"a\":1.0}"));
        assertFalse(same("{\"a\":{}}", "{\"a\":{\"readOnly\":true}}"));
        assertFalse(same("{\"libraryPanel\":{\"uid\":\"u\"}}", "{\"libraryPanel\":{\"uid\":\"v\"}}"));
    }

    private static boolean same(String one, String other) throws IOException {
        return SameContent.same(
                LosslessJson.read(one.getBytes(StandardCharsets.UTF_8)),
                LosslessJson.read(other.getBytes(StandardCharsets.UTF_8)));
    }
}
