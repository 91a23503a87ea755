package io.grafanakeeper.panels;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Lists what a data source variable can be, nothing if no data source is known: those of its type whose name matches its expression, and {@code default}
 * if Grafana's default data source is of that type and the expression matches this word.
 *
 * <p>The type is {@code query} in a classic dashboard and {@code pluginId} in schema v2. Source: {@code DataSourceVariable.tsx} in
 * {@code grafana/scenes}.
 */
final class SourceOptions {
    private static final Pattern SLASHES = Pattern.compile("/(.*)/([a-z]*)", Pattern.DOTALL);
    private static final Pattern ANY = Pattern.compile("");
    private static final String DEFAULT = "default";

    private SourceOptions() {}

    static List<Variable.Option> of(Variable variable, DataSources sources, UnaryOperator<String> replace) {
        String written = replace.apply(variable.text("regex"));
        Pattern name = pattern(variable, written);
        List<Variable.Option> options = new ArrayList<>();
        for (DataSource source : sources.all()) {
            if (!PluginIds.matches(source.type(), type(variable))) {
                continue;
            }
            if (name.matcher(source.name()).find()) {
                options.add(new Variable.Option(source.name(), source.uid(), false));
            }
            if (source.isDefault() && name.matcher(DEFAULT).find()) {
                options.add(new Variable.Option(DEFAULT, DEFAULT, false));
            }
        }
        // Without a list nobody knows what there is, and what the dashboard saved has to do.
        if (options.isEmpty() && !sources.all().isEmpty()) {
            throw none(variable, written, sources);
        }
        return options;
    }

    private static PanelException none(Variable variable, String written, DataSources sources) {
        return new PanelException("variable " + Shown.quote(variable.name()) + " takes a data source of type "
                + Shown.quote(type(variable))
                + (written.isEmpty() ? "" : " whose name matches " + Shown.quote(written))
                + ", and there is none; there are "
                + Shown.list(sources.all().stream()
                        .map(source -> source.name() + " (" + source.type() + ")")
                        .toList()));
    }

    static String type(Variable variable) {
        String plugin = variable.text("pluginId");
        return plugin.isEmpty() ? variable.text("query") : plugin;
    }

    /** Reads an expression as Grafana's {@code stringToJsRegex} does: without slashes the whole name must match. */
    private static Pattern pattern(Variable variable, String written) {
        if (written.isEmpty()) {
            return ANY;
        }
        Matcher slashes = SLASHES.matcher(written);
        if (!written.startsWith("/")) {
            return compile(variable, written, "^" + written + "$", 0);
        }
        if (!slashes.matches()) {
            throw unreadable(variable, written, "it begins with a slash and does not end with one");
        }
        int flags = slashes.group(2).contains("i") ? Pattern.CASE_INSENSITIVE : 0;
        return compile(variable, written, slashes.group(1), flags);
    }

    private static Pattern compile(Variable variable, String written, String expression, int flags) {
        try {
            return Pattern.compile(expression, flags);
        } catch (PatternSyntaxException e) {
            throw unreadable(variable, written, e.getDescription());
        }
    }

    private static PanelException unreadable(Variable variable, String written, String why) {
        return new PanelException("variable " + Shown.quote(variable.name()) + " has the expression "
                + Shown.quote(written) + ", which cannot be read: " + why);
    }
}
