package io.grafanakeeper.frames;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the text of a check. */
final class CheckParser {
    private static final String FORM =
            "; a check reads like: A.value <= 100 and A.rows >= 1. Each condition is rows, a query's"
                    + " A.rows or its column A.latency (A.\"p 95\" with blanks), then one of < <= > >= == !=, then a number;"
                    + " or a column, == or !=, and null";

    private static final Pattern CONDITION =
            Pattern.compile("\\s*(?:(rows)\\b|([\\w-]+)\\s*\\.\\s*(?:([\\w%-]+)|\"([^\"]+)\"))"
                    + "\\s*(<=|>=|==|!=|<|>)\\s*(null\\b|[-+]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][-+]?\\d{1,4})?)\\s*");
    private static final Pattern AND = Pattern.compile("(?:and\\b|&&)");

    private CheckParser() {}

    static List<Condition> parse(String text) {
        List<Condition> conditions = new ArrayList<>();
        Matcher condition = CONDITION.matcher(text);
        Matcher and = AND.matcher(text);
        int at = 0;
        while (condition.region(at, text.length()).lookingAt()) {
            conditions.add(read(condition));
            at = condition.end();
            if (at == text.length()) {
                return conditions;
            }
            if (!and.region(at, text.length()).lookingAt()) {
                break;
            }
            at = and.end();
        }
        throw new IllegalArgumentException("cannot be understood from character " + (at + 1) + " on" + FORM);
    }

    private static Condition read(Matcher found) {
        String column = found.group(3) == null ? found.group(4) : found.group(3);
        boolean rows = found.group(1) != null || "rows".equals(found.group(3));
        String sign = found.group(5);
        @Nullable BigDecimal limit = found.group(6).equals("null") ? null : new BigDecimal(found.group(6));
        if (limit == null && (rows || !(sign.equals("==") || sign.equals("!=")))) {
            throw new IllegalArgumentException("compares with null in '"
                    + found.group().strip() + "', which only a column with == or != can" + FORM);
        }
        return new Condition(found.group().strip(), found.group(2), rows ? null : column, operator(sign), limit);
    }

    private static Condition.Operator operator(String sign) {
        for (Condition.Operator operator : Condition.Operator.values()) {
            if (operator.sign().equals(sign)) {
                return operator;
            }
        }
        throw new IllegalStateException(sign);
    }
}
