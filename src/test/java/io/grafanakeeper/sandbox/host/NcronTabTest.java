package io.grafanakeeper.sandbox.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Computes due times of six-field schedules. */
class NcronTabTest {
    /** A Monday. */
    private static final String MONDAY = "2026-11-23T10:00:00Z";

    @Test
    void findsTheNextTimeStrictlyAfter() {
        assertEquals("2026-11-23T10:05:00Z", next("0 */5 * * * *", MONDAY));
        assertEquals("2026-11-24T06:00:00Z", next("0 0 6 * * *", MONDAY));
        assertEquals("2026-11-23T10:00:30Z", next("*/30 * * * * *", MONDAY));
        assertEquals("2026-11-23T11:00:00Z", next("0 0 9-17/2 * * Mon,Wed", MONDAY));
        assertEquals("2027-01-01T00:00:00Z", next("0 0 0 1 JAN *", MONDAY));
    }

    @Test
    void countsTheDaysOfTheWeekFromSunday() {
        assertEquals("2026-11-29T00:00:00Z", next("0 0 0 * * 0", MONDAY));
        assertEquals("2026-11-28T00:00:00Z", next("0 0 0 * * 6", MONDAY));
    }

    @Test
    void wantsBothDayFieldsToMatch() {
        assertEquals("2027-08-13T00:00:00Z", next("0 0 0 13 * 5", MONDAY));
    }

    @Test
    void hasNoNextTimeForADayThatNeverComes() {
        NcronTab never = new NcronTab("0 0 0 30 2 *", "test");
        assertEquals(Optional.empty(), never.next(Instant.parse(MONDAY)));
    }

    @Test
    void refusesFiveFieldsAndValuesOutOfRange() {
        assertThrows(HostStartException.class, () -> new NcronTab("*/5 * * * *", "test"));
        assertThrows(HostStartException.class, () -> new NcronTab("0 0 25 * * *", "test"));
        assertThrows(HostStartException.class, () -> new NcronTab("0 0 0 * * 7", "test"));
    }

    @Test
    void agreesWithTheAppOnWhenAScheduleIsDue() {
        for (String schedule :
                new String[] {"0 */5 * * * *", "0 0 9-17/2 * * Mon,Wed", "0 0 0 13 * 5", "0 0 0 * * 0"}) {
            Instant monday = Instant.parse(MONDAY);
            assertEquals(
                    io.grafanakeeper.windows.NcronTab.parse(schedule).next(monday),
                    new NcronTab(schedule, "test").next(monday),
                    schedule);
        }
    }

    private static String next(String schedule, String after) {
        return new NcronTab(schedule, "test")
                .next(Instant.parse(after))
                .map(Instant::toString)
                .orElse("never");
    }
}
