package io.grafanakeeper.queries;

import io.grafanakeeper.runs.ProblemException;
import io.grafanakeeper.settings.QuerySettings;
import io.grafanakeeper.settings.ResultFormat;
import io.grafanakeeper.windows.TimeExpression;
import io.grafanakeeper.windows.TimeRange;
import io.grafanakeeper.windows.WindowException;
import io.grafanakeeper.windows.Windows;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says which rows of a query are asked for, and how they are to be spelled. */
record ResultRequest(String query, TimeRange range, ResultFormat format) {
    /** How much is given if the request does not say from when on. */
    static final int DAYS = 30;

    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String FORMAT = "format";
    /** Before everything stored, and in every zone within the years that a range may have. */
    private static final String LONG_AGO = "1000-01-01";

    /**
     * Reads the parameters {@code from} (30 days before {@code to} if missing), {@code to} (now) and {@code format} (the query's).
     *
     * @throws ProblemException 400, naming what is allowed
     */
    static ResultRequest of(QuerySettings query, Map<String, String> parameters, Instant now) {
        String to = parameters.getOrDefault(TO, "now");
        String from = parameters.get(FROM);
        TimeRange range = from == null
                ? lastDays(to, now, query.timezone())
                : resolve(time(FROM, from), time(TO, to), now, query.timezone());
        return new ResultRequest(query.name(), range, format(parameters.get(FORMAT), query.format()));
    }

    private static TimeRange lastDays(String to, Instant now, ZoneId zone) {
        Instant end = resolve(LONG_AGO, time(TO, to), now, zone).to();
        return new TimeRange(end.atZone(zone).minusDays(DAYS).toInstant(), end);
    }

    private static String time(String field, String text) {
        if (!TimeExpression.valid(text)) {
            throw ProblemException.badRequest(field, field + " is not a time", List.of(TimeExpression.FORM));
        }
        return text;
    }

    private static TimeRange resolve(String from, String to, Instant now, ZoneId zone) {
        try {
            return Windows.resolve(from, to, now, zone);
        } catch (WindowException e) {
            throw ProblemException.badRequest(
                    FROM, String.valueOf(e.getMessage()), List.of("a time before 'to', in the years 1 to 9999"));
        }
    }

    private static ResultFormat format(@Nullable String text, ResultFormat configured) {
        if (text == null) {
            return configured;
        }
        return Arrays.stream(ResultFormat.values())
                .filter(format -> format.yamlName().equals(text))
                .findFirst()
                .orElseThrow(() -> ProblemException.badRequest(
                        FORMAT,
                        FORMAT + " is not one of the formats",
                        Arrays.stream(ResultFormat.values())
                                .map(ResultFormat::yamlName)
                                .toList()));
    }
}
