package io.grafanakeeper.panels;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.json.LosslessJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the variables of a dashboard: {@code templating.list} of a classic one, {@code variables} of schema v2. */
final class VariableReader {
    // As Grafana's CustomVariable.tsx splits its query: at commas without a backslash, each part either 'text : value'
    // or both.
    private static final Pattern PART = Pattern.compile("(?:\\\\,|[^,])+");
    private static final Pattern LABELLED = Pattern.compile("\\s*(.+?)\\s:\\s(.+)", Pattern.DOTALL);

    private VariableReader() {}

    static Map<String, Variable> read(Dashboard dashboard) {
        Map<String, Variable> variables = new LinkedHashMap<>();
        if (dashboard.hasElements()) {
            for (JsonNode variable : dashboard.model().path("variables")) {
                add(type(LosslessJson.text(variable.path("kind"))), spec(variable), variables);
            }
        } else {
            for (JsonNode variable : dashboard.model().path("templating").path("list")) {
                add(LosslessJson.text(variable.path("type")), variable, variables);
            }
        }
        return variables;
    }

    /** From v2beta1 on the data source of filters stands beside {@code spec}, as {@code group} and {@code datasource.name}. */
    private static JsonNode spec(JsonNode variable) {
        JsonNode spec = variable.path("spec");
        if (!(spec instanceof ObjectNode own) || !variable.has("group")) {
            return spec;
        }
        ObjectNode both = own.deepCopy();
        both.putObject("datasource")
                .put("type", LosslessJson.text(variable.path("group")))
                .put("uid", LosslessJson.text(variable.path("datasource").path("name")));
        return both;
    }

    private static void add(String type, JsonNode spec, Map<String, Variable> variables) {
        String name = LosslessJson.text(spec.path("name"));
        if (!name.isEmpty()) {
            Variable saved = new Variable(name, type, saved(spec.path("options")), spec);
            variables.put(name, saved.options().isEmpty() ? saved.withOptions(written(saved)) : saved);
        }
    }

    /** Turns {@code QueryVariable} into {@code query}. */
    private static String type(String kind) {
        String type = kind.endsWith("Variable") ? kind.substring(0, kind.length() - "Variable".length()) : kind;
        return type.equals("Text") ? "textbox" : type.toLowerCase(Locale.ROOT);
    }

    private static List<Variable.Option> saved(JsonNode options) {
        List<Variable.Option> read = new ArrayList<>();
        for (JsonNode option : options) {
            String value = LosslessJson.text(option.path("value"));
            if (option.path("value").isValueNode() && !value.equals(Variable.ALL)) {
                read.add(new Variable.Option(
                        LosslessJson.text(option.path("text")),
                        value,
                        option.path("selected").asBoolean()));
            }
        }
        return List.copyOf(read);
    }

    private static List<Variable.Option> written(Variable variable) {
        List<Variable.Option> options = new ArrayList<>();
        if (variable.type().equals("custom") || variable.type().equals("interval")) {
            Matcher parts = PART.matcher(variable.text("query"));
            while (parts.find()) {
                options.add(option(parts.group().replace("\\,", ",").strip()));
            }
        }
        return options;
    }

    private static Variable.Option option(String part) {
        Matcher labelled = LABELLED.matcher(part);
        return labelled.matches()
                ? new Variable.Option(
                        labelled.group(1).strip(), labelled.group(2).strip(), false)
                : new Variable.Option(part, part, false);
    }
}
