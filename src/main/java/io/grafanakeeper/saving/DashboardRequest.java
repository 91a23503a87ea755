package io.grafanakeeper.saving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.runs.RequestFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one dashboard to be saved.
 *
 * @param dashboard the model or resource, as it was given
 * @param folderUid the folder to put it in, empty for the root; null leaves one that exists where it is
 * @param message the note in Grafana's own history
 * @param overwrite whether to replace what is there
 * @param inputs the values of the inputs of a dashboard that was exported for sharing
 * @param resource which resource of Azure it becomes, or null if the request does not say
 */
public record DashboardRequest(
        ObjectNode dashboard,
        @Nullable String folderUid,
        String message,
        boolean overwrite,
        Map<String, String> inputs,
        @Nullable WantedResource resource) {
    private static final String DASHBOARD = "dashboard";
    private static final String AZURE = "azure";
    private static final List<String> FIELDS = List.of(DASHBOARD, "folderUid", "message", "overwrite", "inputs", AZURE);

    /** Keeps its own copy of the values. */
    public DashboardRequest {
        inputs = Map.copyOf(inputs);
    }

    /** Reads a request, {@code {"dashboard":{…},"folderUid","message","overwrite","inputs":{…},"azure":{…}}}. */
    public static DashboardRequest read(RequestFields fields) {
        fields.only(FIELDS);
        String message = fields.find("message");
        return new DashboardRequest(
                fields.object(DASHBOARD).json(),
                fields.find("folderUid"),
                message == null ? "" : message,
                fields.flag("overwrite"),
                fields.has("inputs") ? inputs(fields.object("inputs")) : Map.of(),
                fields.has(AZURE) ? WantedResource.read(fields.object(AZURE)) : null);
    }

    /** Reads a request as above, or a model alone. */
    public static DashboardRequest readOrModel(RequestFields fields) {
        return fields.json().path(DASHBOARD).isObject()
                ? read(fields)
                : new DashboardRequest(fields.json(), null, "", false, Map.of(), null);
    }

    private static Map<String, String> inputs(RequestFields fields) {
        Map<String, String> inputs = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> input : fields.json().properties()) {
            if (!input.getValue().isTextual() || input.getValue().asText().isEmpty()) {
                throw fields.refused(
                        input.getKey(),
                        "this must be a text",
                        List.of("a data source's uid or name", "a constant's value"));
            }
            inputs.put(input.getKey(), input.getValue().asText());
        }
        return inputs;
    }
}
