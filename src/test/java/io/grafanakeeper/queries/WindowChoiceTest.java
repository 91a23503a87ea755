package io.grafanakeeper.queries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.grafanakeeper.queries.ResultStore.StoredWindow;
import io.grafanakeeper.settings.ResultFormat;
import io.grafanakeeper.windows.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowChoiceTest {
    private static final Instant START = Instant.parse("2026-11-19T00:00:00Z");
    private static final TimeRange ALL = hours(0, 1000);

    @Test
    void takesWindowsThatFollowEachOther() {
        assertEquals("0-24 24-48 72-96", chosen(ALL, "24-48", "72-96", "0-24"));
        assertEquals("", chosen(ALL));
    }

    @Test
    void takesTheDayRatherThanItsHoursAndTheHoursWhereThereIsNoDay() {
        List<String> windows = new ArrayList<>(List.of("0-24"));
        IntStream.range(0, 30).forEach(hour -> windows.add(hour + "-" + (hour + 1)));
        assertEquals("0-24 24-25 25-26 26-27 27-28 28-29 29-30", chosen(ALL, windows.toArray(String[]::new)));
        assertEquals(24, choice(ALL, windows.toArray(String[]::new)).leftOut());
    }

    @Test
    void takesTheDayAlsoWhenOnlyAnHourOfItIsAskedFor() {
        assertEquals("0-24", chosen(hours(5, 6), "0-24", "5-6"));
    }

    @Test
    void looksOnlyAtTheTimeAskedForWhenWindowsOverlapInPart() {
        assertEquals("0-10", chosen(ALL, "0-10", "8-12"));
        assertEquals("8-12", chosen(hours(8, 12), "0-10", "8-12"));
    }

    @Test
    void coversMoreWithTwoOnTheSidesThanWithALongOneBetween() {
        assertEquals("0-10 18-28", chosen(ALL, "0-10", "9-19", "18-28"));
    }

    @Test
    void takesEverySoManiethOfWindowsThatSlide() {
        String[] sliding = IntStream.range(0, 49)
                .mapToObj(hour -> hour + "-" + (hour + 24))
                .toArray(String[]::new);
        assertEquals("0-24 24-48 48-72", chosen(ALL, sliding));
        assertEquals("22-46 46-70", chosen(hours(22, 70), sliding));
    }

    @Test
    void takesCompleteHoursRatherThanAPartialDay() {
        assertEquals("0-1 1-2 2-3", chosen(ALL, "0-3?", "0-1", "1-2", "2-3"));
        assertEquals("0-1 1-2? 2-3", chosen(ALL, "0-3?", "0-1", "1-2?", "2-3"));
        assertEquals("0-3?", chosen(ALL, "0-3?", "0-1?", "1-2?", "2-3?"));
    }

    @Test
    void takesAPartialDayRatherThanAFewOfItsHours() {
        assertEquals("0-3?", chosen(ALL, "0-3?", "0-1", "1-2"));
    }

    @Test
    void takesTheOneWrittenLastOfTwoOfTheSameTime() {
        StoredWindow csv = window(hours(0, 1), START, ResultFormat.CSV);
        StoredWindow jsonl = window(hours(0, 1), START.plusSeconds(1), ResultFormat.JSONL);
        assertEquals(List.of(jsonl), WindowChoice.of(List.of(csv, jsonl), ALL).used());
        assertEquals(List.of(jsonl), WindowChoice.of(List.of(jsonl, csv), ALL).used());
    }

    @Test
    void neverOverlapsAndCoversAsMuchAsTheBestOfAllChoices() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            List<StoredWindow> windows = new ArrayList<>();
            for (int i = random.nextInt(9); i > 0; i--) {
                int from = random.nextInt(20);
                windows.add(window(hours(from, from + 1 + random.nextInt(8)), START, ResultFormat.CSV));
            }
            List<StoredWindow> used = WindowChoice.of(windows, ALL).used();
            assertFalse(overlap(used));
            long best = 0;
            for (int subset = 0; subset < 1 << windows.size(); subset++) {
                List<StoredWindow> some = new ArrayList<>();
                for (int i = 0; i < windows.size(); i++) {
                    if ((subset >> i & 1) == 1) {
                        some.add(windows.get(i));
                    }
                }
                best = overlap(some) ? best : Math.max(best, covered(some));
            }
            assertEquals(best, covered(used), "round " + round);
        }
    }

    private static long covered(List<StoredWindow> windows) {
        return windows.stream()
                .mapToLong(window -> window.range().to().getEpochSecond()
                        - window.range().from().getEpochSecond())
                .sum();
    }

    private static boolean overlap(List<StoredWindow> windows) {
        for (int i = 0; i < windows.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (windows.get(i).range().overlaps(windows.get(j).range())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String chosen(TimeRange asked, String... windows) {
        return String.join(
                " ",
                choice(asked, windows).used().stream().map(StoredWindow::name).toList());
    }

    /** Chooses among windows of hours; those written with a question mark are partial. */
    private static WindowChoice choice(TimeRange asked, String... windows) {
        List<StoredWindow> stored = new ArrayList<>();
        for (String window : windows) {
            boolean partial = window.endsWith("?");
            int dash = window.indexOf('-');
            int end = partial ? window.length() - 1 : window.length();
            TimeRange range = hours(
                    Integer.parseInt(window.substring(0, dash)), Integer.parseInt(window.substring(dash + 1, end)));
            if (range.overlaps(asked)) {
                stored.add(new StoredWindow(window, range, ResultFormat.CSV, 1, 1, "run", !partial, START, "1"));
            }
        }
        return WindowChoice.of(stored, asked);
    }

    private static StoredWindow window(TimeRange range, Instant written, ResultFormat format) {
        return new StoredWindow("w." + format.yamlName(), range, format, 1, 1, "run", true, written, "1");
    }

    private static TimeRange hours(int from, int to) {
        return new TimeRange(START.plusSeconds(from * 3600L), START.plusSeconds(to * 3600L));
    }
}
