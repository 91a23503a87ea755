package io.grafanakeeper.panels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IntervalsTest {
    @ParameterizedTest
    @CsvSource({
        "9,1",
        "10,10",
        "14,10",
        "15,20",
        "1499,1000",
        "1500,2000",
        "89999,60000",
        "90000,120000",
        "86399999,43200000",
        "86400000,86400000",
        "3628799999,2592000000",
        "3628800000,31536000000"
    })
    void roundsAsGrafanasTable(long millis, long rounded) {
        assertEquals(rounded, Intervals.round(millis));
    }

    @ParameterizedTest
    @CsvSource({"10,10000", "1m,60000", ">1m,60000", "100ms,100", "1.5h,3600000", "2d,172800000", "1M,2592000000"})
    void readsWhatPeopleWrite(String text, long millis) {
        assertEquals(millis, Intervals.millis(text));
    }

    @ParameterizedTest
    @CsvSource({"1,1ms", "1500,1s", "90000,1m", "7200000,2h", "604800000,7d", "31536000000,1y"})
    void writesTheLargestUnit(long millis, String text) {
        assertEquals(text, Intervals.text(millis));
    }

    @Test
    void neverGoesBelowTheLimit() {
        assertEquals(60_000, Intervals.calculate(3_600_000, 1000, "1m"));
        assertEquals(5_000, Intervals.calculate(3_600_000, 1000, "1s"));
    }

    @Test
    void refusesWhatIsNoInterval() {
        assertThrows(PanelException.class, () -> Intervals.millis("soon"));
    }
}
