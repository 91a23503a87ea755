package io.grafanakeeper.sandbox.grafana;

import io.grafanakeeper.sandbox.grafana.DataSources.DataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code /api/ds/query} in frames, as Grafana 8 and later do. The values follow from the query and the time
 * alone, so that the same window gives the same answer for ever. The scenario {@code long_table}, asked alone, gives as many
 * {@code rows} as wanted.
 */
final class Queries {
    private static final Pattern RELATIVE = Pattern.compile("now(?:-(\\d+)([smhdw]))?");
    private static final Pattern GROUPED = Pattern.compile("by \\((\\w+)\\)");
    private static final String FAILURE = "this is an error and it can include URLs http://grafana.com/";
    private static final int MOST_POINTS = 100_000;

    private Queries() {}

    static void routes(Router router) {
        router.post("/api/ds/query", Router.Access.SIGNED_IN, Queries::answer);
    }

    /** Is a span of time in milliseconds, without its end. */
    private record Window(long from, long to) {}

    /** Is what one query gives: frames, or a message that says why there are none. */
    private record Outcome(String frames, String error) {
        boolean failed() {
            return !error.isEmpty();
        }
    }

    private static Answer answer(Call call) {
        Members request = call.members();
        List<String> queries = Json.elements(request.json("queries", "[]"));
        if (queries.isEmpty()) {
            return Answer.message(400, call.flavour().atLeast(8) ? "no queries found" : "No queries found in query");
        }
        if (!call.flavour().atLeast(8)) {
            return Answer.message(400, "not supported by this fake");
        }
        Window window = new Window(time(request, "from", call), time(request, "to", call));
        Members first = Json.members(queries.get(0));
        if (queries.size() == 1 && first.text("scenarioId").equals("long_table")) {
            LongTable table = new LongTable(refId(first), window.from(), first.whole("rows"));
            return new Answer(200, Answer.JSON, Content.made(table));
        }
        Fields results = new Fields();
        int failures = 0;
        for (String text : queries) {
            Members query = Json.members(text);
            Outcome outcome = outcome(query, window, call);
            failures += outcome.failed() ? 1 : 0;
            results.add(refId(query), result(outcome));
        }
        Fields answer = new Fields().add("results", results);
        return failures == 0 ? Answer.ok(answer) : Answer.json(call.flavour() == Flavour.V9_5 ? 207 : 400, answer);
    }

    private static String refId(Members query) {
        return query.has("refId") ? query.text("refId") : "A";
    }

    private static Fields result(Outcome outcome) {
        return outcome.failed()
                ? new Fields()
                        .add("error", outcome.error())
                        .add("errorSource", "downstream")
                        .add("status", 500)
                        .raw("frames", outcome.frames())
                : new Fields().add("status", 200).raw("frames", outcome.frames());
    }

    private static long time(Members request, String name, Call call) {
        String text = request.has(name) && request.text(name).isEmpty() ? request.json(name, "") : request.text(name);
        long epoch = Query.whole(text, -1);
        if (epoch >= 0) {
            return epoch;
        }
        Matcher relative = RELATIVE.matcher(text);
        if (!relative.matches()) {
            throw new Refused(Answer.message(400, "invalid time range"));
        }
        Instant now = call.world().now();
        String unit = relative.group(2);
        return unit == null
                ? now.toEpochMilli()
                : now.minus(duration(Long.parseLong(relative.group(1)), unit)).toEpochMilli();
    }

    private static Duration duration(long count, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            case "d" -> Duration.ofDays(count);
            default -> Duration.ofDays(7 * count);
        };
    }

    private static Outcome outcome(Members query, Window window, Call call) {
        String uid = query.object("datasource").text("uid");
        if (uid.isEmpty()) {
            uid = query.text("datasource");
        }
        if (uid.equals("__expr__")) {
            return new Outcome("[]", "expressions are not supported by this fake");
        }
        DataSource source = uid.isEmpty()
                ? call.org().dataSources().byId(query.whole("datasourceId"))
                : call.org().dataSources().byUid(uid);
        if (source == null) {
            throw new Refused(Answer.message(404, "Data source not found"));
        }
        if (source.type().contains("testdata")) {
            return scenario(query, window);
        }
        String expression = query.has("expr") ? query.text("expr") : query.text("rawSql");
        return expression.isBlank()
                ? new Outcome("[]", "empty query")
                : new Outcome(grouped(query, window, expression), "");
    }

    private static Outcome scenario(Members query, Window window) {
        String name = query.has("scenarioId") ? query.text("scenarioId") : "random_walk";
        return switch (name) {
            case "random_walk" -> new Outcome(walks(query, window), "");
            case "random_walk_with_error" -> new Outcome(walks(query, window), FAILURE);
            case "csv_metric_values" -> new Outcome(listed(query, window), "");
            case "no_data_points" -> new Outcome("[]", "");
            case "server_error_500" -> throw new Refused(Answer.message(500, "Internal Server Error"));
            default -> new Outcome("[]", "unknown scenario " + name);
        };
    }

    private static String walks(Members query, Window window) {
        List<Fields> frames = new ArrayList<>();
        long count = Math.max(1, query.whole("seriesCount"));
        for (int series = 0; series < count; series++) {
            String name = refId(query) + "-series" + (series == 0 ? "" : Integer.toString(series));
            frames.add(frame(query, window, name, labels(query.text("labels"))));
        }
        return Fields.array(frames);
    }

    /** Reads labels as {@code name=value,…}. */
    private static Fields labels(String text) {
        Fields labels = new Fields();
        for (String pair : text.isBlank() ? List.<String>of() : List.of(text.split(",", -1))) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                labels.add(
                        pair.substring(0, equals).strip(),
                        pair.substring(equals + 1).strip());
            }
        }
        return labels;
    }

    /** Gives two series for an expression that groups by a label, otherwise one. */
    private static String grouped(Members query, Window window, String expression) {
        Matcher by = GROUPED.matcher(expression);
        if (!by.find()) {
            return Fields.array(List.of(frame(query, window, "Value", new Fields())));
        }
        List<Fields> frames = new ArrayList<>();
        for (String value : List.of("checkout", "payments")) {
            frames.add(frame(query, window, "Value", new Fields().add(by.group(1), value)));
        }
        return Fields.array(frames);
    }

    private static long step(Members query, Window window) {
        long wanted = query.has("intervalMs") ? query.whole("intervalMs") : 60_000;
        long points = query.has("maxDataPoints") ? query.whole("maxDataPoints") : 1_000;
        long span = Math.max(1, window.to() - window.from());
        return Math.max(Math.max(1, wanted), span / Math.max(1, Math.min(MOST_POINTS, points)));
    }

    private static Fields frame(Members query, Window window, String name, Fields labels) {
        long step = step(query, window);
        StringBuilder times = new StringBuilder("[");
        StringBuilder values = new StringBuilder("[");
        int seed = (name + labels).hashCode();
        for (long time = -Math.floorDiv(-window.from(), step) * step; time < window.to(); time += step) {
            times.append(times.length() > 1 ? "," : "").append(time);
            values.append(values.length() > 1 ? "," : "").append(value(time, seed));
        }
        return frame(query, name, labels, times + "]", values + "]");
    }

    /** Gives a value between 0 and 100 with one decimal. */
    private static String value(long time, int seed) {
        long mixed = (time / 1000 + seed) * 2_654_435_761L;
        long tenths = Math.floorMod(mixed >>> 16, 1000);
        return String.format(Locale.ROOT, "%d.%d", tenths / 10, tenths % 10);
    }

    /** Spreads given values evenly over the window; {@code null} stays, what is no number counts as null. */
    private static String listed(Members query, Window window) {
        List<String> values = new ArrayList<>();
        for (String value : List.of(query.text("stringInput").split(",", -1))) {
            values.add(value.strip().matches("-?\\d+(\\.\\d+)?") ? value.strip() : "null");
        }
        List<Long> times = new ArrayList<>();
        long step = values.size() < 2 ? 0 : (window.to() - window.from()) / (values.size() - 1);
        for (int i = 0; i < values.size(); i++) {
            times.add(window.from() + i * step);
        }
        String name = refId(query) + "-series";
        return Fields.array(List.of(frame(query, name, new Fields(), Fields.array(times), Fields.array(values))));
    }

    private static Fields frame(Members query, String name, Fields labels, String times, String values) {
        Fields time = field("time", "time", "time.Time", null);
        Fields value = field(name, "number", "float64", labels);
        Fields schema = new Fields()
                .add("refId", refId(query))
                .raw("meta", "{\"typeVersion\":[0,0]}")
                .raw("fields", Fields.array(List.of(time, value)));
        return new Fields()
                .add("schema", schema)
                .add("data", new Fields().raw("values", "[" + times + "," + values + "]"));
    }

    private static Fields field(String name, String type, String goType, @Nullable Fields labels) {
        Fields field = new Fields()
                .add("name", name)
                .add("type", type)
                .add("typeInfo", new Fields().add("frame", goType).add("nullable", true));
        return labels == null ? field : field.add("labels", labels);
    }
}
