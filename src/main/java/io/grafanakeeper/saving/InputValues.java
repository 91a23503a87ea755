package io.grafanakeeper.saving;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.concurrent.Lazy;
import io.grafanakeeper.grafana.DataSourcesApi;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.grafana.ServerApi;
import io.grafanakeeper.runs.ProblemException;
import io.grafanakeeper.saving.SharedDashboard.Input;
import io.grafanakeeper.saving.SharedDashboard.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;

/** Finds the values of a shared dashboard's inputs: a constant is what the request says, a data source must be there. */
final class InputValues {
    private static final List<String> SHOWN = List.of("name", "type", "label", "pluginId", "description");

    private final Function<String, List<ObjectNode>> sources;
    private final BooleanSupplier knowsNamesOnly;

    private InputValues(Function<String, List<ObjectNode>> sources, BooleanSupplier knowsNamesOnly) {
        this.sources = sources;
        this.knowsNamesOnly = knowsNamesOnly;
    }

    /** Finds data sources by uid or name; Grafana 7 finds the data source of an alert by its name only. */
    static InputValues inGrafana(GrafanaClient grafana) {
        Lazy<List<ObjectNode>> all = Lazy.of(new DataSourcesApi(grafana)::list);
        return new InputValues(
                any -> all.get(), () -> new ServerApi(grafana).version().startsWith("7."));
    }

    /** Finds data sources by uid alone, where they cannot be listed. */
    static InputValues inMonitor(GrafanaClient grafana) {
        return new InputValues(uid -> one(new DataSourcesApi(grafana), uid), () -> false);
    }

    private static List<ObjectNode> one(DataSourcesApi api, String uid) {
        try {
            return List.of(api.read(uid));
        } catch (GrafanaException.NotFound e) {
            return List.of();
        }
    }

    /**
     * Returns the value of every input.
     *
     * @throws ProblemException 400, naming the inputs that have none, or a value that cannot be
     */
    Map<String, Value> of(List<Input> inputs, Map<String, String> given) {
        refuseUnknown(inputs, given);
        refuseMissing(inputs, given);
        Map<String, Value> values = new LinkedHashMap<>();
        boolean dataSources = inputs.stream().anyMatch(input -> input.isDataSource() && !input.isExpression());
        boolean byName = dataSources && knowsNamesOnly.getAsBoolean();
        for (Input input : inputs) {
            String value = given.getOrDefault(input.name(), input.pluginId());
            if (!input.isDataSource() || (input.isExpression() && !given.containsKey(input.name()))) {
                values.put(input.name(), new Value(value, value));
                continue;
            }
            ObjectNode source = source(input, value, sources.apply(value));
            String uid = source.path("uid").asText();
            values.put(input.name(), new Value(uid, byName ? source.path("name").asText() : uid));
        }
        return values;
    }

    private static void refuseUnknown(List<Input> inputs, Map<String, String> given) {
        List<String> names = inputs.stream().map(Input::name).toList();
        for (String name : given.keySet()) {
            if (!names.contains(name)) {
                throw ProblemException.badRequest("inputs." + name, "the dashboard has no such input", names);
            }
        }
    }

    private static void refuseMissing(List<Input> inputs, Map<String, String> given) {
        List<Input> missing = inputs.stream()
                .filter(input -> !given.containsKey(input.name()) && !input.isExpression())
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (Input input : missing) {
            ObjectNode shown = list.addObject();
            SHOWN.forEach(field -> shown.put(field, input.json().path(field).asText("")));
            if (input.json().path("value").isTextual()) {
                shown.set("value", input.json().path("value"));
            }
        }
        String names = String.join(", ", missing.stream().map(Input::name).toList());
        throw ProblemException.badRequest(
                        "inputs",
                        "this dashboard was exported for sharing; say what its inputs are here: " + names,
                        List.of("a data source's uid or name", "a constant's value"))
                .with("missing", list);
    }

    private static ObjectNode source(Input input, String wanted, List<ObjectNode> sources) {
        List<ObjectNode> fitting = sources.stream().filter(fits(input)).toList();
        return fitting.stream()
                .filter(source -> source.path("uid").asText().equals(wanted))
                .findFirst()
                .or(() -> fitting.stream()
                        .filter(source -> source.path("name").asText().equals(wanted))
                        .findFirst())
                .orElseThrow(() -> ProblemException.badRequest(
                        "inputs." + input.name(),
                        "Grafana has no data source of this uid or name"
                                + (input.pluginId().isEmpty() ? "" : " and of the type " + input.pluginId()),
                        fitting.stream()
                                .map(source -> source.path("uid").asText() + " ("
                                        + source.path("name").asText() + ")")
                                .toList()));
    }

    private static Predicate<ObjectNode> fits(Input input) {
        return source ->
                input.pluginId().isEmpty() || source.path("type").asText().equals(input.pluginId());
    }
}
