package io.grafanakeeper.rotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.grafanakeeper.runs.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RotationRequestTest {
    @Test
    void rotatesWhenItIsTimeUnlessForced() {
        assertEquals(new RotationRequest(false), RotationRequest.read(""));
        assertEquals(new RotationRequest(false), RotationRequest.read("{}"));
        assertEquals(new RotationRequest(true), RotationRequest.read("{\"force\":true}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{", "true", "{\"force\":\"true\"}", "{\"force\":null}", "{\"now\":true}", "\u0000"})
    void refusesWhatItDoesNotUnderstand(String body) {
        assertThrows(ProblemException.class, () -> RotationRequest.read(body));
    }
}
