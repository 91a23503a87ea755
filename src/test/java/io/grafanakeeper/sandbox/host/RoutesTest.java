package io.grafanakeeper.sandbox.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Matches and orders route patterns. */
class RoutesTest {
    @Test
    void ordersLiteralBeforeParameterBeforeRestAtTheFirstDifference() {
        List<String> sorted = Stream.of("{*rest}", "{a}/{*rest}", "{a}/{b}", "{a}", "x/{*rest}", "x/{b}", "x/y")
                .sorted((one, other) -> pattern(one).compareTo(pattern(other)))
                .toList();
        assertEquals(List.of("x/y", "x/{b}", "x/{*rest}", "{a}", "{a}/{b}", "{a}/{*rest}", "{*rest}"), sorted);
    }

    @Test
    void matchesWholePathsOnly() {
        assertEquals(Optional.empty(), match("a/{b}", "a"));
        assertEquals(Optional.empty(), match("a/{b}", "a/b/c"));
        assertEquals(Optional.of(Map.of("b", "B")), match("a/{b}", "/A/B/"));
    }

    @Test
    void givesARestOnlyWhereThereIsOne() {
        assertEquals(Optional.of(Map.of()), match("a/{*rest}", "a"));
        assertEquals(Optional.of(Map.of("rest", "b/c")), match("a/{*rest}", "a/b/c"));
    }

    @Test
    void refusesTemplatesItDoesNotKnow() {
        for (String route : List.of("a/{id:int}", "a/{id?}", "a/{id}.json", "{*rest}/a")) {
            assertThrows(HostStartException.class, () -> pattern(route), route);
        }
    }

    private static Optional<Map<String, String>> match(String route, String path) {
        return pattern(route).match(RoutePattern.split(path));
    }

    private static RoutePattern pattern(String route) {
        return new RoutePattern(route, "test");
    }
}
