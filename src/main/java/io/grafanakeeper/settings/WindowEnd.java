package io.grafanakeeper.settings;

import io.grafanakeeper.windows.TimeExpression;
import java.util.regex.Pattern;

/** Checks the form of one end of a time window. */
final class WindowEnd {
    private static final Pattern FISCAL = Pattern.compile("now.{0,100}/f[Qy].{0,100}");

    private WindowEnd() {}

    static String parse(String text) {
        if (FISCAL.matcher(text).matches()) {
            throw new BadValue(Quote.value(text) + " is fiscal time, which is not supported; use /Q or /y");
        }
        if (!TimeExpression.valid(text)) {
            throw new BadValue(Quote.value(text) + " is not a time: write " + TimeExpression.FORM);
        }
        return text;
    }
}
