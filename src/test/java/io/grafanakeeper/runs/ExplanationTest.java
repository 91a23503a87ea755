package io.grafanakeeper.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    @Test
    void aBackupThatIsGoneIsNoReasonToTryAgain() {
        Explanation explanation =
                Explanation.of(ProblemException.notFound("backup", "there is no backup of this id", List.of()));
        assertEquals("there is no backup of this id", explanation.text());
        assertFalse(explanation.retryable());
        assertTrue(explanation.expected());
    }

    @Test
    void whatNobodyForesawIsTriedAgainAndTellsNoDetails() {
        Explanation explanation = Explanation.of(new IllegalStateException("a secret may be in here"));
        assertEquals("unexpected IllegalStateException", explanation.text());
        assertTrue(explanation.retryable());
        assertFalse(explanation.expected());
    }
}
