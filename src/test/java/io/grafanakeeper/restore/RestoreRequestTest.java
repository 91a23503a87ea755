package io.grafanakeeper.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.runs.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestoreRequestTest {
    @Test
    void anEmptyBodyAsksForThePlanOfEverything() {
        RestoreRequest request = RestoreRequest.read(" ");
        assertEquals("latest", request.backup());
        assertFalse(request.apply());
        assertFalse(request.overwrite());
    }

    @Test
    void comesThroughTheQueueAsItWas() {
        RestoreRequest request =
                RestoreRequest.read("{\"backup\":\"b\",\"to\":\"other\",\"folder\":\"/A/B/\",\"apply\":true,"
                        + "\"overwrite\":true,\"select\":{\"kinds\":[\"folder\"],\"uids\":[\"u\"],\"folders\":[\"A\"]},"
                        + "\"secrets\":{\"a/b~c\":{\"p/w\":\"name\"}}}");
        assertEquals("A/B", request.folder());
        assertEquals(request, RestoreRequest.read(request.write("b").toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{",
                "{\"aply\":true}",
                "{\"apply\":\"yes\"}",
                "{\"overwrite\":1}",
                "{\"backup\":7}",
                "{\"to\":[]}",
                "{\"folder\":{}}",
                "{\"select\":[]}",
                "{\"select\":{\"kind\":[]}}",
                "{\"select\":{\"kinds\":[\"panel\"]}}",
                "{\"select\":{\"uids\":\"a\"}}",
                "{\"select\":{\"folders\":[1]}}",
                "{\"secrets\":[]}",
                "{\"secrets\":{\"prom\":\"name\"}}",
                "{\"secrets\":{\"prom\":{\"password\":5}}}",
                "{\"secrets\":{\"prom\":{\"password\":true}}}",
                "{\"folder\":\"a//b\"}",
                "{\"folder\":\"a/ /b\"}",
                "{\"secrets\":{\"prom\":{\"password\":\"not a name!\"}}}"
            })
    void refusesWhatItDoesNotUnderstand(String body) {
        assertThrows(ProblemException.class, () -> RestoreRequest.read(body));
    }

    @Test
    void neverRepeatsASecretThatWasSentInPlaceOfItsName() {
        ProblemException refusal = assertThrows(
                ProblemException.class,
                () -> RestoreRequest.read("{\"secrets\":{\"prom\":{\"password\":\"p@ssw0rd\"}}}"));
        assertTrue(String.valueOf(refusal.getMessage()).contains("never a value"));
        assertFalse(String.valueOf(refusal.getMessage()).contains("p@ssw0rd"));
    }
}
