package io.grafanakeeper.queries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.grafanakeeper.frames.QueryError;
import io.grafanakeeper.runs.ServiceException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryFailuresTest {
    @ParameterizedTest
    @CsvSource({"0, true", "408, true", "429, true", "502, true", "400, false", "404, false"})
    void triesAgainWhatMayPassAndWhatHasNoStatus(int status, boolean again) {
        assertEquals(again, failure(new QueryError("A", "failed", status)).retryable());
    }

    @Test
    void triesNothingAgainThatIsKnownToLast() {
        assertFalse(failure(new QueryError("A", "Arrow", 0, true)).retryable());
        assertFalse(failure(new QueryError("A", "away", 0), new QueryError("B", "refused", 0, true))
                .retryable());
    }

    private static ServiceException failure(QueryError... errors) {
        return assertThrows(ServiceException.class, () -> QueryFailures.of(List.of(errors), Set.of("A")));
    }
}
