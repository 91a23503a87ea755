package io.grafanakeeper.settings;

import io.grafanakeeper.windows.NcronTab;
import io.grafanakeeper.windows.WindowException;
import java.util.regex.Pattern;

/** Checks an NCRONTAB expression. Only who has queries pays for loading what reads the fields. */
final class Schedule {
    static final String EXAMPLE =
            "six fields {second} {minute} {hour} {day} {month} {day of week}, such as \"0 0 6 * * *\"";

    private static final Pattern FIELD = Pattern.compile("[0-9A-Za-z*,/-]{1,200}");

    private Schedule() {}

    /** Returns the expression with single spaces. */
    static String parse(String text) {
        String[] fields = text.strip().split("\\s+", -1);
        if (fields.length == 5) {
            throw new BadValue(Quote.value(text) + " has five fields; put the seconds in front: 0 " + text.strip());
        }
        if (fields.length != 6) {
            throw new BadValue(Quote.value(text) + " is not a schedule of " + EXAMPLE);
        }
        for (String field : fields) {
            if (!FIELD.matcher(field).matches()) {
                throw new BadValue(Quote.value(text) + " has a field that is not made of numbers, names, and * , - /");
            }
        }
        try {
            NcronTab.parse(text);
        } catch (WindowException e) {
            throw new BadValue(Quote.value(text) + " is not a schedule: " + e.getMessage());
        }
        return String.join(" ", fields);
    }
}
