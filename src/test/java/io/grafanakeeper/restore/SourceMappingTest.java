package io.grafanakeeper.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.grafanakeeper.json.LosslessJson;
import io.grafanakeeper.restore.SourceMapping.Named;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SourceMappingTest {
    private static final SourceMapping MAPPING = new SourceMapping(Map.of("old", "new"));

    @Test
    void mapsByNameAndTypeOnlyWhatIsNotThereByUid() {
        List<Named> backedUp =
                List.of(new Named("old", "A", "loki"), new Named("same", "B", "loki"), new Named("gone", "C", "loki"));
        List<Named> there =
                List.of(new Named("new", "A", "loki"), new Named("same", "B", "loki"), new Named("c", "C", "tempo"));
        assertEquals(
                Map.of("old", "new"), SourceMapping.between(backedUp, there).uids());
    }

    @Test
    void rewritesEveryWayToNameADataSource() throws IOException {
        rewrites("{\"datasource\":{\"type\":\"loki\",\"uid\":\"old\"}}");
        rewrites("{\"datasource\":\"old\"}");
        rewrites("{\"data\":[{\"datasourceUid\":\"old\"}]}");
        rewrites("{\"query\":{\"group\":\"loki\",\"datasource\":{\"name\":\"old\"}}}");
        rewrites("{\"type\":\"datasource\",\"current\":{\"value\":\"old\"}}");
        rewrites("{\"type\":\"datasource\",\"current\":{\"value\":[\"old\",\"x\"]}}");
        rewrites("{\"kind\":\"DatasourceVariable\",\"spec\":{\"pluginId\":\"loki\",\"current\":{\"value\":\"old\"}}}");
    }

    @Test
    void leavesWhatOnlyLooksLikeOne() throws IOException {
        String json = "{\"uid\":\"old\",\"expr\":\"old\",\"max\":1.0,\"datasource\":{\"uid\":\"other\"}}";
        assertEquals(json.length(), rewritten(json).length());
        assertEquals(-1, rewritten(json).indexOf("new"));
    }

    private static void rewrites(String json) throws IOException {
        assertEquals(canonical(json.replace("old", "new")), rewritten(json));
    }

    private static String canonical(String json) throws IOException {
        return text(LosslessJson.canonical(LosslessJson.read(json.getBytes(StandardCharsets.UTF_8))));
    }

    private static String rewritten(String json) throws IOException {
        return text(LosslessJson.canonical(MAPPING.rewrite(LosslessJson.read(json.getBytes(StandardCharsets.UTF_8)))));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
