package io.grafanakeeper.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.json.LosslessJson;
import java.util.List;
import java.util.Set;

/** Holds what was read back against what was written, leaving aside what a server says of itself in the middle of it. */
public final class SameContent {
    /** Of a library panel inside a dashboard only its name and uid are the dashboard's; the rest is the server's account of it. */
    private static final List<String> PANEL_REFERENCE = List.of("uid", "name");

    private static final Set<String> SERVERS_OWN =
            Set.of("typeLogoUrl", "typeName", "apiVersion", "readOnly", "folderId");

    private SameContent() {}

    /** Tells whether a dashboard, data source, panel or rule that was read back is the one that was written. */
    public static boolean same(JsonNode written, JsonNode readBack) {
        return LosslessJson.same(written, readBack) || LosslessJson.same(plain(written, true), plain(readBack, true));
    }

    private static JsonNode plain(JsonNode value, boolean top) {
        if (value instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(field -> {
                boolean serversOwn = top && SERVERS_OWN.contains(field.getKey()) && !object.has("spec");
                if (field.getKey().equals("libraryPanel") && field.getValue() instanceof ObjectNode panel) {
                    copy.set(field.getKey(), panel.deepCopy().retain(PANEL_REFERENCE));
                } else if (!serversOwn) {
                    copy.set(field.getKey(), plain(field.getValue(), false));
                }
            });
            return copy;
        }
        if (value instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> copy.add(plain(element, false)));
            return copy;
        }
        return value;
    }
}
