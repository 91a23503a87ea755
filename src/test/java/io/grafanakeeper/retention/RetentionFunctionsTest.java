package io.grafanakeeper.retention;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.runs.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reads what a request wants. */
class RetentionFunctionsTest {
    @Test
    void onlySaysWhatWouldGoUnlessToldToApply() {
        assertFalse(RetentionFunctions.apply(""));
        assertFalse(RetentionFunctions.apply("{}"));
        assertFalse(RetentionFunctions.apply("{\"apply\": false}"));
        assertTrue(RetentionFunctions.apply("{\"apply\": true}"));
    }

    @Test
    void refusesABodyItDoesNotUnderstand() {
        for (String body :
                List.of("apply", "[]", "true", "{\"apply\": \"true\"}", "{\"aply\": true}", "{\"apply\": null}")) {
            assertThrows(ProblemException.class, () -> RetentionFunctions.apply(body), body);
        }
    }
}
