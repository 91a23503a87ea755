package io.grafanakeeper.windows;

import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Computes the times of a schedule in the NCRONTAB format of Azure Functions' timers, in UTC like those on the Flex Consumption plan.
 *
 * <p>Six fields: second, minute, hour, day of the month, month, day of the week (0 to 6 from Sunday; 7 is not allowed), each a list of
 * numbers, English names, ranges and steps. A day must match both its fields, unlike in Unix cron. A range that runs backwards ({@code
 * FRI-MON}) is refused: NCRONTAB takes it for {@code MON-FRI}, which nobody means. Immutable.
 */
public final class NcronTab {
    private static final CronDefinition SIX_FIELDS = CronDefinitionBuilder.defineCron()
            .withSeconds()
            .withStrictRange()
            .and()
            .withMinutes()
            .withStrictRange()
            .and()
            .withHours()
            .withStrictRange()
            .and()
            .withDayOfMonth()
            .withStrictRange()
            .and()
            .withMonth()
            .withStrictRange()
            .and()
            .withDayOfWeek()
            .withValidRange(0, 6)
            .withMondayDoWValue(1)
            .withStrictRange()
            .and()
            .matchDayOfWeekAndDayOfMonth()
            .instance();

    private static final List<String> FIELDS = List.of(
            "{second} takes 0 to 59",
            "{minute} takes 0 to 59",
            "{hour} takes 0 to 23",
            "{day} takes 1 to 31",
            "{month} takes 1 to 12 or JAN to DEC",
            "{day of week} takes 0 (Sunday) to 6 or SUN to SAT");

    /** The library knows names of three letters only; NCRONTAB takes longer ones as well. */
    private static final Pattern LONG_NAME = Pattern.compile("[A-Z]{4,}");

    private static final List<String> NAMES = Stream.of(DayOfWeek.values(), Month.values())
            .flatMap(Stream::of)
            .map(Enum::name)
            .toList();

    private static final Instant LONG_AGO = Instant.parse("2000-01-01T00:00:00Z");

    private final ExecutionTime times;

    private NcronTab(ExecutionTime times) {
        this.times = times;
    }

    /**
     * Reads a schedule.
     *
     * @throws WindowException if it is not one, or never comes due
     */
    public static NcronTab parse(String schedule) {
        List<String> fields = List.of(schedule.strip().split("\\s+", -1));
        if (fields.size() != FIELDS.size()) {
            throw new WindowException("it must have six fields");
        }
        NcronTab parsed = times(schedule).map(NcronTab::new).orElseThrow(() -> refused(fields));
        if (parsed.next(LONG_AGO).isEmpty()) {
            throw new WindowException("it never comes due");
        }
        return parsed;
    }

    /** Returns the first time after the given one, or nothing if there is none. */
    public Optional<Instant> next(Instant after) {
        return times.nextExecution(utc(second(after))).map(ZonedDateTime::toInstant);
    }

    /** Returns the last time up to and including the given one, or nothing if there is none. */
    public Optional<Instant> last(Instant until) {
        return times.lastExecution(utc(second(until).plusSeconds(1))).map(ZonedDateTime::toInstant);
    }

    /** Returns the times after one and up to and including another, the earliest first, and no more than so many. */
    public List<Instant> between(Instant after, Instant until, int limit) {
        List<Instant> found = new ArrayList<>();
        Optional<Instant> time = next(after);
        while (found.size() < limit && time.isPresent() && !time.get().isAfter(until)) {
            found.add(time.get());
            time = next(time.get());
        }
        return List.copyOf(found);
    }

    /** Cuts the fraction off, which the library hands through where every second is one of the schedule. */
    private static Instant second(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    private static ZonedDateTime utc(Instant time) {
        return time.atZone(ZoneOffset.UTC);
    }

    /** Parses without quoting: the library's messages repeat the text, which may be a secret in the wrong place. */
    private static Optional<ExecutionTime> times(String schedule) {
        String names = LONG_NAME
                .matcher(schedule.strip().toUpperCase(Locale.ROOT))
                .replaceAll(name -> shortened(name.group()));
        try {
            return Optional.of(ExecutionTime.forCron(new CronParser(SIX_FIELDS).parse(names)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static WindowException refused(List<String> fields) {
        for (int field = 0; field < FIELDS.size(); field++) {
            if (times(alone(fields.get(field), field)).isEmpty()) {
                return new WindowException(FIELDS.get(field) + ", as a list, with ranges that run forwards, and steps");
            }
        }
        return new WindowException("it cannot be read");
    }

    private static String shortened(String name) {
        return NAMES.stream().anyMatch(full -> full.startsWith(name)) ? name.substring(0, 3) : name;
    }

    private static String alone(String field, int position) {
        List<String> fields = new ArrayList<>(Collections.nCopies(FIELDS.size(), "*"));
        fields.set(position, field);
        return String.join(" ", fields);
    }
}
