package io.grafanakeeper.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Maps the uids of data sources in a backup to those that the other Grafana gave the same data sources, and rewrites what refers to
 * them.
 *
 * @param uids the uids in the backup, each with the one to use instead
 */
record SourceMapping(Map<String, String> uids) {
    static final SourceMapping NONE = new SourceMapping(Map.of());

    private static final Set<String> REFERENCES = Set.of("datasource", "datasourceUid", "datasourceUID");

    /**
     * Names a data source.
     *
     * @param uid its uid
     * @param name its name
     * @param type its type
     */
    record Named(String uid, String name, String type) {}

    /** Maps each data source that is not there by uid to the only one there with the same name and type. */
    static SourceMapping between(List<Named> backedUp, List<Named> there) {
        Map<String, String> uids = new LinkedHashMap<>();
        for (Named source : backedUp) {
            boolean present = there.stream().anyMatch(other -> other.uid().equals(source.uid()));
            List<Named> twins = there.stream()
                    .filter(other ->
                            other.name().equals(source.name()) && other.type().equals(source.type()))
                    .toList();
            if (!present && twins.size() == 1) {
                uids.put(source.uid(), twins.get(0).uid());
            }
        }
        return new SourceMapping(uids);
    }

    boolean isEmpty() {
        return uids.isEmpty();
    }

    /** Returns a copy in which every reference to a mapped data source is rewritten. */
    JsonNode rewrite(JsonNode content) {
        return isEmpty() ? content : rewritten("", content);
    }

    private JsonNode rewritten(String name, JsonNode value) {
        if (value instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(field -> {
                // Dashboards of the Kubernetes-style API call it name since v2beta1.
                String own = object.has("uid") ? "uid" : "name";
                boolean uidOfReference =
                        REFERENCES.contains(name) && field.getKey().equals(own);
                copy.set(field.getKey(), rewritten(uidOfReference ? "datasource" : field.getKey(), field.getValue()));
            });
            return isSourceVariable(copy) ? rewriteVariable(copy) : copy;
        }
        if (value instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> copy.add(rewritten(name, element)));
            return copy;
        }
        return REFERENCES.contains(name) ? mapped(value) : value;
    }

    /** A template variable that offers data sources keeps the chosen one's uid in its current value. */
    private static boolean isSourceVariable(ObjectNode object) {
        return object.path("current").isObject()
                && (object.path("type").asText().equals("datasource")
                        || object.path("pluginId").isTextual());
    }

    private ObjectNode rewriteVariable(ObjectNode variable) {
        ObjectNode current = variable.withObject("/current");
        JsonNode value = current.path("value");
        if (value instanceof ArrayNode chosen) {
            ArrayNode others = current.putArray("value");
            chosen.forEach(one -> others.add(mapped(one)));
        } else if (value.isTextual()) {
            current.set("value", mapped(value));
        }
        return variable;
    }

    private JsonNode mapped(JsonNode uid) {
        String other = uid.isTextual() ? uids.get(uid.asText()) : null;
        return other == null ? uid : TextNode.valueOf(other);
    }
}
