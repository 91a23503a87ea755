package io.grafanakeeper.queries;

import io.grafanakeeper.runs.ProblemException;
import io.grafanakeeper.runs.RequestFields;
import io.grafanakeeper.settings.QuerySettings;
import io.grafanakeeper.windows.TimeExpression;
import io.grafanakeeper.windows.TimeRange;
import io.grafanakeeper.windows.WindowException;
import io.grafanakeeper.windows.Windows;
import java.time.Instant;
import java.util.List;

/**
 * Holds the body of a request to run a query.
 *
 * @param from the begin of the time to ask for, empty for the query's own window
 * @param to its end
 * @param step the length of the windows to split it into, empty for one window
 */
record QueryRunRequest(String from, String to, String step) {
    private static final List<String> FIELDS = List.of("from", "to", "step");
    private static final int LONGEST = 1024 * 1024;
    private static final List<String> STEPS = List.of("P1D", "PT1H", "P1W", "P1M", "1d", "1h");

    /**
     * Reads a body; an empty one asks for the query's own window.
     *
     * @throws ProblemException 400 if it is not understood
     */
    static QueryRunRequest read(String body) {
        if (body.isBlank()) {
            return new QueryRunRequest("", "", "");
        }
        RequestFields fields = RequestFields.of(body, LONGEST).only(FIELDS);
        QueryRunRequest request =
                new QueryRunRequest(time(fields, "from"), time(fields, "to"), text(fields, "step", STEPS));
        if (request.from().isEmpty() != request.to().isEmpty()) {
            String missing = request.from().isEmpty() ? "from" : "to";
            throw ProblemException.badRequest(missing, "from and to go together", List.of(TimeExpression.FORM));
        }
        if (request.from().isEmpty() && !request.step().isEmpty()) {
            throw ProblemException.badRequest("from", "a step splits the time between from and to", FIELDS);
        }
        return request;
    }

    /**
     * Returns the windows to ask for, the earliest first.
     *
     * @throws ProblemException 400 if they are empty or too many
     */
    List<TimeRange> windows(QuerySettings query, Instant now) {
        try {
            TimeRange whole = from.isEmpty()
                    ? Windows.resolve(query.window().from(), query.window().to(), now, query.timezone())
                    : Windows.resolve(from, to, now, query.timezone());
            return step.isEmpty() ? List.of(whole) : Windows.split(whole, step, query.timezone());
        } catch (WindowException e) {
            throw ProblemException.badRequest(
                    step.isEmpty() ? "from" : "step", String.valueOf(e.getMessage()), List.of());
        }
    }

    private static String time(RequestFields fields, String field) {
        String text = text(fields, field, List.of(TimeExpression.FORM));
        if (!text.isEmpty() && !TimeExpression.valid(text)) {
            throw ProblemException.badRequest(field, field + " is not a time", List.of(TimeExpression.FORM));
        }
        return text;
    }

    private static String text(RequestFields fields, String field, List<String> allowed) {
        String text = fields.find(field);
        if (text == null) {
            return "";
        }
        if (text.isBlank()) {
            throw fields.refused(field, field + " is blank", allowed);
        }
        return text.strip();
    }
}
