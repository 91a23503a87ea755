package io.grafanakeeper.settings;

import io.grafanakeeper.frames.Check;
import io.grafanakeeper.windows.TimeExpression;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Reads the queries to run on a schedule. An empty result means that faults were reported. */
final class QueryReader {
    static final List<String> KEYS = List.of(
            "target", "schedule", "window", "timezone", "queries", "panel", "format", "catchUp", "check", "notify");
    static final List<String> WINDOW_KEYS = List.of("from", "to");

    private final Targets targets;

    QueryReader(Targets targets) {
        this.targets = targets;
    }

    Optional<QuerySettings> read(String name, YamlNode node) {
        YamlFields fields = node.fields(KEYS);
        Optional<String> target =
                fields.need("target", "the name of the target to ask").flatMap(written -> written.read(targets::parse));
        Optional<String> schedule =
                fields.need("schedule", Schedule.EXAMPLE).flatMap(written -> written.read(Schedule::parse));
        Optional<Window> window = fields.need("window", "the time to ask for, such as { from: now-1d/d, to: now/d }")
                .flatMap(QueryReader::window);
        Optional<ZoneId> timezone = fields.find("timezone")
                .map(written -> written.read(QueryReader::zone))
                .orElse(Optional.of(ZoneOffset.UTC));
        Optional<QuerySource> source = QuerySourceReader.read(fields);
        Optional<ResultFormat> format = fields.find("format")
                .map(written -> written.choice(ResultFormat.values(), ResultFormat::yamlName))
                .orElse(Optional.of(ResultFormat.CSV));
        Optional<CatchUp> catchUp = fields.find("catchUp")
                .map(written -> written.choice(CatchUp.values(), CatchUp::yamlName))
                .orElse(Optional.of(CatchUp.LAST));
        Optional<String> check = fields.find("check").flatMap(written -> written.read(QueryReader::check));
        Optional<String> notify = fields.find("notify").flatMap(written -> written.read(SecretName::parse));
        check.ifPresent(text -> source.ifPresent(asked -> checkRefIds(text, asked, fields)));
        if (target.isEmpty()
                || schedule.isEmpty()
                || window.isEmpty()
                || timezone.isEmpty()
                || source.isEmpty()
                || format.isEmpty()
                || catchUp.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new QuerySettings(
                name,
                target.get(),
                schedule.get(),
                window.get(),
                timezone.get(),
                source.get(),
                format.get(),
                catchUp.get(),
                check.orElse(null),
                notify.orElse(null)));
    }

    private static Optional<Window> window(YamlNode node) {
        YamlFields fields = node.fields(WINDOW_KEYS);
        Optional<String> from = fields.need("from", "such as now-1d/d").flatMap(end -> end.read(WindowEnd::parse));
        Optional<String> to = fields.need("to", "such as now/d").flatMap(end -> end.read(WindowEnd::parse));
        // A whole unit is written with the same text twice: now-1d/d to now-1d/d is yesterday.
        if (from.isPresent() && from.equals(to) && !TimeExpression.endsInRounding(from.get())) {
            node.fault("is empty: 'from' and 'to' are the same");
        }
        return from.flatMap(f -> to.map(t -> new Window(f, t)));
    }

    /** A check of a query that is not there would hold for ever. */
    private static void checkRefIds(String check, QuerySource source, YamlFields fields) {
        if (source instanceof QuerySource.Raw raw) {
            List<String> known = raw.queries().stream()
                    .map(query -> query.path("refId").asText())
                    .toList();
            if (!known.containsAll(Check.parse(check).refIds())) {
                fields.fault("check", "names a refId that no query has; there are " + String.join(", ", known));
            }
        }
    }

    private static String check(String text) {
        try {
            Check.parse(text);
            return text;
        } catch (IllegalArgumentException e) {
            throw new BadValue(String.valueOf(e.getMessage()));
        }
    }

    private static ZoneId zone(String text) {
        try {
            return text.equals("UTC") ? ZoneOffset.UTC : ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new BadValue(Quote.value(text) + " is not a time zone such as UTC or Europe/Berlin"
                    + Spelling.hint(text, ZoneId.getAvailableZoneIds()));
        }
    }
}
