package io.grafanakeeper.frames;

import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Is one comparison of a check.
 *
 * @param text as it was written
 * @param refId the query whose rows are meant, null for all
 * @param column the column, null for the number of rows
 * @param limit what to compare with, null for {@code null}
 */
record Condition(
        String text,
        @Nullable String refId,
        @Nullable String column,
        Operator operator,
        @Nullable BigDecimal limit) {
    /** Compares two numbers. */
    enum Operator {
        LESS_OR_EQUAL("<="),
        GREATER_OR_EQUAL(">="),
        EQUAL("=="),
        NOT_EQUAL("!="),
        LESS("<"),
        GREATER(">");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }

        boolean holds(int comparison) {
            return switch (this) {
                case LESS_OR_EQUAL -> comparison <= 0;
                case GREATER_OR_EQUAL -> comparison >= 0;
                case EQUAL -> comparison == 0;
                case NOT_EQUAL -> comparison != 0;
                case LESS -> comparison < 0;
                case GREATER -> comparison > 0;
            };
        }
    }

    boolean asksFor(String otherRefId) {
        return refId == null || refId.equals(otherRefId);
    }

    boolean named(Column other) {
        return column != null && other.name().toLowerCase(Locale.ROOT).equals(column.toLowerCase(Locale.ROOT));
    }

    boolean holds(long rows) {
        return limit != null && operator.holds(BigDecimal.valueOf(rows).compareTo(limit));
    }

    /** Tells whether a value holds. NaN never does; no value does only as {@code == null}, and no text does. */
    boolean holds(Cell cell) {
        if (limit == null) {
            boolean there = cell.present();
            return operator == Operator.EQUAL ? !there : there && !isNaN(cell);
        }
        return switch (cell.kind()) {
            case NUMBER -> comparesWith(cell, limit);
            case NON_FINITE -> !isNaN(cell) && operator.holds(cell.bytes()[cell.start()] == '-' ? -1 : 1);
            case ABSENT, NULL, STRING, BOOLEAN, TIME, JSON -> false;
        };
    }

    private static boolean isNaN(Cell cell) {
        return cell.kind() == Cell.Kind.NON_FINITE && cell.bytes()[cell.start()] == 'N';
    }

    private boolean comparesWith(Cell cell, BigDecimal other) {
        try {
            return operator.holds(cell.number().compareTo(other));
        } catch (NumberFormatException beyondAnyExponent) {
            return false;
        }
    }
}
