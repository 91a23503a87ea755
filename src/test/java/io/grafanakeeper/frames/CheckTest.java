package io.grafanakeeper.frames;

import static io.grafanakeeper.frames.AnswerFile.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // the folder is set before each test
class CheckTest {
    @TempDir
    private Path folder;

    @Test
    void comparesEachRowExactly() throws IOException {
        AnswerFile answer = numbers("5,9007199254740993,-1.50");
        assertTrue(answer.check("A.n >= -1.5").holds());
        assertTrue(answer.check("a.n >= -1.5").holds(), "no row of a query named a");
        assertFalse(answer.check("A.n > -1.5").holds());
        assertTrue(answer.check("A.n != 9007199254740992").holds());
        assertTrue(answer.check("A.N<=9.007199254740993e15").holds());
        assertEquals(2, answer.check("A.n == 5").violations());
    }

    @Test
    void letsNothingHoldForANumberThatNobodyCanCompare() throws IOException {
        assertEquals(1, numbers("1e99999999999,1e9").check("A.n > 5").violations());
    }

    @Test
    void countsRows() throws IOException {
        AnswerFile answer = numbers("1,2");
        assertTrue(answer.check("rows == 2 and A.rows >= 1 && rows<3").holds());
        assertEquals(
                List.of("rows == 0 does not hold: there are 2 rows", "B.rows > 0 does not hold: B has 0 rows"),
                answer.check("rows == 0 and B.rows > 0").problems());
    }

    @Test
    void takesNothingForAViolationUnlessNothingIsAskedFor() throws IOException {
        AnswerFile answer = numbers("1,null");
        for (String check : List.of("A.n > 0", "A.n != 5", "A.n != null")) {
            assertEquals(1, answer.check(check).violations(), check);
        }
        assertEquals(1, answer.check("A.n == null").violations());
        assertTrue(numbers("null").check("A.n == null").holds());
    }

    @Test
    void letsNothingHoldForNaN() throws IOException {
        AnswerFile answer = AnswerFile.ofFrames(
                folder,
                "{'schema':{'fields':[{'name':'n','type':'number'}]},'data':{'values':[[null,null,null]],"
                        + "'entities':[{'NaN':[0],'Inf':[1],'NegInf':[2]}]}}");
        assertEquals(2, answer.check("A.n > 0").violations());
        assertEquals(2, answer.check("A.n < 0").violations());
        assertEquals(1, answer.check("A.n != 0").violations());
        assertEquals(1, answer.check("A.n != null").violations());
    }

    @Test
    void takesValueForAnyNumberWhereNothingIsNamedSo() throws IOException {
        AnswerFile answer = AnswerFile.ofFrames(
                folder,
                frame(
                        "{'name':'x','type':'number'},{'name':'s','type':'string'},{'name':'y','type':'number'}",
                        "[1,2],['a','b'],[3,4]"));
        assertTrue(answer.check("A.value <= 4").holds());
        assertEquals(1, answer.check("A.value <= 3").violations());
        assertEquals(2, answer.check("A.s > 0").violations());
    }

    @Test
    void asksOnlyRowsThatHaveTheColumn() throws IOException {
        AnswerFile answer = AnswerFile.ofFrames(
                folder,
                frame("{'name':'p 95','type':'number','labels':{'s':'x'}},{'name':'n','type':'number'}", "[1],[2]"));
        assertTrue(answer.check("A.\"P 95\" == 1").holds());
        assertEquals(
                List.of("A.q > 1 does not hold: A has no column q"),
                answer.check("A.q > 1").problems());
    }

    @Test
    void remembersTheFirstTwentyRows() throws IOException {
        CheckResult result = numbers("0,".repeat(30) + "7").check("A.n > 5");
        assertEquals(30, result.violations());
        assertEquals(20, result.examples().size());
        assertEquals(
                new CheckResult.Violation(1, "A.n > 5", Map.of("refId", "A", "frame", "0", "n", "0")),
                result.examples().get(0));
    }

    @Test
    void namesTheQueriesItAsks() {
        assertEquals(
                Set.of("A", "B"),
                Check.parse("B.rows > 0 and A.x != null and rows > 0").refIds());
    }

    @Test
    void saysWhatItDoesNotUnderstand() {
        for (String bad : List.of(
                "",
                "A.value",
                "A > 5",
                "A.value > x",
                "A.value > 5 or A.value < 3",
                "A.value > 5 and",
                "A.value > null",
                "rows == null",
                "A.value = 5",
                "A.value > 5 A.value < 3",
                "A.value > 1e99999")) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> Check.parse(bad), bad);
            assertTrue(String.valueOf(refused.getMessage()).contains("A.value <= 100"), bad);
        }
    }

    private AnswerFile numbers(String values) throws IOException {
        return AnswerFile.ofFrames(folder, frame("{'name':'n','type':'number'}", "[" + values + "]"));
    }
}
