package io.grafanakeeper.sandbox.host;

import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * Computes when a six-field NCRONTAB schedule is due, in UTC.
 *
 * <p>Fields: second, minute, hour, day of the month, month, day of the week (0 to 6 from Sunday, or names). A day must
 * match both its fields, unlike in Unix cron.
 */
final class NcronTab {
    private static final CronDefinition SIX_FIELDS = CronDefinitionBuilder.defineCron()
            .withSeconds()
            .and()
            .withMinutes()
            .and()
            .withHours()
            .and()
            .withDayOfMonth()
            .and()
            .withMonth()
            .and()
            .withDayOfWeek()
            .withValidRange(0, 6)
            .withMondayDoWValue(1)
            .and()
            .matchDayOfWeekAndDayOfMonth()
            .instance();

    private final ExecutionTime times;

    /** Parses a schedule; {@code where} names the place in the error. */
    NcronTab(String schedule, String where) {
        try {
            times = ExecutionTime.forCron(new CronParser(SIX_FIELDS).parse(schedule));
        } catch (IllegalArgumentException e) {
            throw new HostStartException(
                    where + ": \"" + schedule + "\" is no schedule of six fields: " + e.getMessage(), e);
        }
    }

    /** Returns the next time strictly after the given one, or nothing when there is none. */
    Optional<Instant> next(Instant after) {
        ZonedDateTime utc = after.atZone(ZoneOffset.UTC);
        return times.nextExecution(utc).map(ZonedDateTime::toInstant);
    }
}
