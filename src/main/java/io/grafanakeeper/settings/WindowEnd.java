package io.grafanakeeper.settings;

import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;

/** Checks the form of one end of a time window. */
final class WindowEnd {
    private static final Pattern RELATIVE = Pattern.compile("now(?:[+-][0-9]{0,9}[smhdwMQy]|/[smhdwMQy]){0,20}");
    private static final Pattern FISCAL = Pattern.compile("now.{0,100}/f[Qy].{0,100}");
    private static final Pattern MILLISECONDS = Pattern.compile("[0-9]{10,15}");
    private static final List<DateTimeFormatter> ABSOLUTE = List.of(
            DateTimeFormatter.ISO_OFFSET_DATE_TIME,
            DateTimeFormatter.ISO_LOCAL_DATE_TIME,
            DateTimeFormatter.ISO_LOCAL_DATE);

    private WindowEnd() {}

    static String parse(String text) {
        if (FISCAL.matcher(text).matches()) {
            throw new BadValue(Quote.value(text) + " is fiscal time, which is not supported; use /Q or /y");
        }
        if (!RELATIVE.matcher(text).matches() && !MILLISECONDS.matcher(text).matches() && !isAbsolute(text)) {
            throw new BadValue(Quote.value(text) + " is not a time: write Grafana's relative syntax (now-1d/d; units"
                    + " s m h d w M Q y), an ISO 8601 date or time, or milliseconds since 1970");
        }
        return text;
    }

    private static boolean isAbsolute(String text) {
        return ABSOLUTE.stream().anyMatch(format -> {
            try {
                format.parse(text);
                return true;
            } catch (DateTimeException e) {
                return false;
            }
        });
    }
}
