package io.grafanakeeper.queries;

import io.grafanakeeper.settings.CatchUp;
import io.grafanakeeper.windows.NcronTab;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds the times of a query's schedule that are to be run now, and until when its schedule is then dealt with.
 *
 * @param ticks the scheduled times, the earliest first
 * @param handledUntil what to remember and to pass in at the next look; never earlier than what was passed in
 */
record DueTicks(List<Instant> ticks, Instant handledUntil) {
    /** The most runs of a query that wait at once: each look reads the record of every one. */
    static final int MOST = 1000;

    DueTicks {
        ticks = List.copyOf(ticks);
    }

    /**
     * Chooses what to run of everything that came due since the last look:
     *
     * <ul>
     *   <li>{@link CatchUp#ALL}: every time, as far as there is room; a later look returns the rest;
     *   <li>{@link CatchUp#LAST}: the latest time, however long ago;
     *   <li>{@link CatchUp#NONE}: the latest time if it is still on time, else nothing.
     * </ul>
     *
     * <p>A query that was never looked at has missed nothing: of it only the latest time runs, if it is still on time.
     *
     * @param handledUntil what the last look returned, null if there was none
     * @param onTime how late a time may be and still not be missed; longer than the pause between two looks
     * @param room how many of {@link CatchUp#ALL} there may be
     */
    static DueTicks of(
            NcronTab schedule,
            CatchUp catchUp,
            @Nullable Instant handledUntil,
            Instant now,
            Duration onTime,
            int room) {
        if (handledUntil != null && !handledUntil.isBefore(now)) {
            // The clock went back, or somebody else just looked.
            return new DueTicks(List.of(), handledUntil);
        }
        Instant recent = now.minus(onTime);
        if (handledUntil == null) {
            return latest(schedule, recent, now);
        }
        return switch (catchUp) {
            case ALL -> all(schedule, handledUntil, now, room);
            case LAST -> latest(schedule, handledUntil, now);
            case NONE -> latest(schedule, handledUntil.isAfter(recent) ? handledUntil : recent, now);
        };
    }

    private static DueTicks all(NcronTab schedule, Instant after, Instant now, int room) {
        List<Instant> ticks = schedule.between(after, now, room);
        if (ticks.size() < room) {
            return new DueTicks(ticks, now);
        }
        return new DueTicks(ticks, ticks.isEmpty() ? after : ticks.get(ticks.size() - 1));
    }

    private static DueTicks latest(NcronTab schedule, Instant after, Instant now) {
        return new DueTicks(
                schedule.last(now).filter(tick -> tick.isAfter(after)).stream().toList(), now);
    }
}
