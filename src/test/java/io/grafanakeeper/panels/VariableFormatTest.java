package io.grafanakeeper.panels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Writes values as Grafana's documentation shows it.
 *
 * <p>The cases of {@code servers} are those of {@code
 * https://grafana.com/docs/grafana/latest/dashboards/variables/variable-syntax/}, "Advanced variable format options", but for
 * {@code json} (documented with a blank that is not there) and {@code percentencode} (documented without the braces); those, and
 * the cases of {@code server}, are what {@code formatRegistry.test.ts} of {@code grafana/scenes} expects.
 */
final class VariableFormatTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '`',
            value = {
                "servers @ csv           @ test1;test2          @ test1,test2",
                "servers @ distributed   @ test1;test2          @ test1,servers=test2",
                "servers @ doublequote   @ test1;test2          @ \"test1\",\"test2\"",
                "servers @ glob          @ test1;test2          @ {test1,test2}",
                "servers @ json          @ test1;test2          @ [\"test1\",\"test2\"]",
                "servers @ lucene        @ test1;test2          @ (\"test1\" OR \"test2\")",
                "servers @ percentencode @ foo()bar BAZ;test2   @ %7Bfoo%28%29bar%20BAZ%2Ctest2%7D",
                "servers @ pipe          @ test1.;test2         @ test1.|test2",
                "servers @ raw           @ test1.;test2         @ test1.,test2",
                "servers @ regex         @ test1.;test2         @ (test1\\.|test2)",
                "servers @ singlequote   @ test1;test2          @ 'test1','test2'",
                "servers @ sqlstring     @ test'1;test2         @ 'test''1','test2'",
                "servers @ text          @ test1;test2          @ test1 + test2",
                "servers @ queryparam    @ test1;test2          @ var-servers=test1&var-servers=test2",
                "servers @ nonsense      @ test1;test2          @ {test1,test2}",
                "server  @ lucene        @ foo bar;baz          @ (\"foo\\ bar\" OR \"baz\")",
                "server  @ singlequote   @ test;test'2          @ 'test','test\\'2'",
                "server  @ doublequote   @ test;test\"2         @ \"test\",\"test\\\"2\"",
                "server  @ sqlstring     @ test;test\"value3    @ 'test','test\\\"value3'",
                "server  @ regex         @ test.;               @ (test\\.|)",
                "server  @ join          @ hello;world          @ hello,world",
                "server  @ join: |       @ hello;world          @ hello |world",
                "server  @ customqueryparam             @ api;database @ server=api&server=database",
                "server  @ customqueryparam:p-server    @ api;database @ p-server=api&p-server=database",
                "server  @ customqueryparam:p-server:v- @ mysql&postgres;databases! @ p-server=v-mysql%26postgres&p-server=v-databases%21",
            })
    void writesLists(String name, String format, String values, String expected) {
        List<String> list = Arrays.asList(values.split(";", -1));
        assertEquals(expected, write(name, format, VariableValue.list(list, list)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '`',
            value = {
                "lucene        @ foo bar       @ foo\\ bar",
                "lucene        @ -1            @ -1",
                "lucene        @ -test         @ \\-test",
                "glob          @ foo           @ foo",
                "regex         @ test.         @ test\\.",
                "csv           @ test          @ test",
                "json          @ test          @ test",
                "html          @ <script>alert(asd)</script> @ &lt;script&gt;alert(asd)&lt;/script&gt;",
                "singlequote   @ test          @ 'test'",
                "sqlstring     @ test'value    @ 'test''value'",
                "sqlstring     @ test\"value   @ 'test\\\"value'",
                "join          @ hello         @ hello",
                "queryparam    @ helloAZ%=     @ var-server=helloAZ%25%3D",
                "percentencode @ Ä³ ½          @ %C3%84%C2%B3%20%C2%BD",
                "uriencode     @ /any-path/any-second-path?query=foo()bar BAZ @ /any-path/any-second-path?query=foo%28%29bar%20BAZ",
                "date          @ 1594671549254 @ 2020-07-13T20:19:09.254Z",
                "date:iso      @ 1594671549254 @ 2020-07-13T20:19:09.254Z",
                "date:ms       @ 1594671549254 @ 1594671549254",
                "date:seconds  @ 1594671549254 @ 1594671549",
                "date:YYYY-MM  @ 1594671549254 @ 2020-07",
                "date:YYYY-MM:ss @ 1594671549254 @ 2020-07:09",
                "date:YYYY:MM:DD @ 1594671549254 @ 2020:07:13",
                "date:dddd [the] D MMMM, h:mm a Z @ 1594671549254 @ Monday the 13 July, 8:19 pm +00:00",
                "date          @ no time       @ NaN",
            })
    void writesSingleValues(String format, String value, String expected) {
        assertEquals(expected, write("server", format, VariableValue.single(value)));
    }

    @Test
    void writesAnEmptyListForLuceneAsNothingThatIsThere() {
        assertEquals("__empty__", write("server", "lucene", VariableValue.list(List.of(), List.of())));
    }

    private static String write(String name, String format, VariableValue value) {
        List<String> parts = Arrays.asList(format.split(":", -1));
        return VariableFormat.of(parts.get(0))
                .write(value, Variable.builtIn(name), parts.subList(1, parts.size()), ZoneOffset.UTC);
    }
}
