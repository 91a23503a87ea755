package io.grafanakeeper.frames;

import static io.grafanakeeper.frames.AnswerFile.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // the folder is set before each test
class FramesTest {
    private static final String TIME = "{'name':'ts','type':'time'}";
    private static final String T0 = "1700000000000";
    private static final String ISO0 = "2023-11-14T22:13:20.000Z";

    @TempDir
    private Path folder;

    @Test
    void makesARowOfEachTimeAndSetOfLabelsOfAWideFrame() throws IOException {
        AnswerFile answer = AnswerFile.ofFrames(
                folder,
                "{'schema':{'name':'cpu','fields':[" + TIME
                        + ",{'name':'usage','type':'number','labels':{'host':'a','dc':'1'}}"
                        + ",{'name':'usage','type':'number','labels':{'host':'b'}}"
                        + ",{'name':'limit','type':'number','labels':{'dc':'1','host':'a'}}]}"
                        + ",'data':{'values':[[" + T0 + ",1700000060000],[1,2],[3,null],[5,6]]}}");
        assertEquals("""
                time,refId,frame,dc,host,usage,limit
                2023-11-14T22:13:20.000Z,A,cpu,1,a,1,5
                2023-11-14T22:13:20.000Z,A,cpu,,b,3,
                2023-11-14T22:14:20.000Z,A,cpu,1,a,2,6
                2023-11-14T22:14:20.000Z,A,cpu,,b,,
                """, answer.lines());
    }

    @Test
    void keepsTheRowsOfALongFrameAndTakesItsTextsForValues() throws IOException {
        AnswerFile answer = AnswerFile.ofFrames(
                folder,
                frame(
                        TIME + ",{'name':'host','type':'string'},{'name':'up','type':'boolean'}",
                        "[" + T0 + "," + T0 + "],['a','b'],[true,false]"));
        assertEquals("time,refId,frame,host,up\n" + ISO0 + ",A,0,a,true\n" + ISO0 + ",A,0,b,false\n", answer.lines());
    }

    @Test
    void putsOneSeriesAFrameUnderTheSameColumns() throws IOException {
        AnswerFile answer = AnswerFile.ofFrames(
                folder,
                frame(TIME + ",{'name':'Value','type':'number','labels':{'s':'x'}}", "[" + T0 + "],[1]"),
                frame(TIME + ",{'name':'Value','type':'number','labels':{'s':'y'}}", "[" + T0 + "],[2]"));
        assertEquals("time,refId,frame,s,Value\n" + ISO0 + ",A,0,x,1\n" + ISO0 + ",A,1,y,2\n", answer.lines());
    }

    @Test
    void readsTablesWithoutATimeAndFramesWithoutAnything() throws IOException {
        AnswerFile answer = AnswerFile.of(
                folder,
                "{'results':{'A':{'frames':[" + frame("{'name':'n','type':'number'}", "[1,2]") + ","
                        + frame("{'name':'m','type':'number'}", "") + "," + frame("", "") + ",{},"
                        + frame("{'name':'n','type':'number'}", "[]")
                        + ",null]},'B':{'frames':[]},'C':{'frames':null},'D':null,'E':{}}}");
        assertEquals("time,refId,frame,n,m\n,A,0,1,\n,A,0,2,\n", answer.lines());
        try (Frames frames = answer.open()) {
            assertEquals(List.of("A", "B", "C", "D", "E"), frames.refIds());
            assertEquals(List.of(), frames.errors());
        }
    }

    @Test
    void takesKeysInAnyOrderAndSkipsWhatItDoesNotKnow() throws IOException {
        AnswerFile answer = AnswerFile.of(folder, """
                { 'new': [1, {'a': ']}"'}], 'results' : { 'A': { 'meta': {'x':[[]]}, 'frames' : [ {
                    'data': { 'other': {'\\"': ']'}, 'values': [ [ 1 , 2 ] ,\t[ 'x' ,null ] ] }, 'more': '\\\\',
                    'schema': { 'fields': [ {'name':'n','type':'number','config':{'unit':'ms'}}, {'name':'s','type':'string'} ] } } ] } } ,
                  'end': -1e5 }
                """.replace("]}\"'", "]}\\\"'"));
        assertEquals("time,refId,frame,n,s\n,A,0,1,x\n,A,0,2,\n", answer.lines());
    }

    @Test
    void keepsTheSpellingOfNumbers() throws IOException {
        String numbers = "9007199254740993,1.0,1e3,-0.0,18446744073709551615,0.1E-7,12345678901234567890123456";
        AnswerFile answer = AnswerFile.ofFrames(folder, frame("{'name':'n','type':'number'}", "[" + numbers + "]"));
        String rows = ",A,0," + numbers.replace(",", "\n,A,0,") + "\n";
        assertEquals("time,refId,frame,n\n" + rows, answer.lines());
        assertTrue(answer.jsonl().contains("\"n\":1.0}\n"), answer.jsonl());
    }

    @Test
    void putsBackWhatJsonCannotSpell() throws IOException {
        AnswerFile answer = AnswerFile.ofFrames(
                folder,
                "{'schema':{'fields':[" + TIME + ",{'name':'n','type':'number'}]},'data':{'values':[[0,1,2,3,null],"
                        + "[null,null,null,null,5]],'entities':[null,{'NaN':[0,2],'Inf':[1],'NegInf':[3]}]}}");
        assertEquals("""
                time,refId,frame,n
                1970-01-01T00:00:00.000Z,A,0,NaN
                1970-01-01T00:00:00.001Z,A,0,+Inf
                1970-01-01T00:00:00.002Z,A,0,NaN
                1970-01-01T00:00:00.003Z,A,0,-Inf
                ,A,0,5
                """, answer.lines());
        assertTrue(answer.jsonl().contains("\"n\":\"+Inf\"}\n"), answer.jsonl());
    }

    @Test
    void writesTimesAsFineAsTheyAre() throws IOException {
        AnswerFile answer = AnswerFile.ofFrames(
                folder,
                "{'schema':{'fields':[" + TIME + ",{'name':'end','typeInfo':{'frame':'*time.Time'}}]},"
                        + "'data':{'values':[[1700000000123,-1,1700000000000,253402300800000],[-62167219200001,1.7e12,1700000000000.25,'x']]"
                        + ",'nanos':[[456789,1000,null,0]]}}");
        assertEquals("""
                time,refId,frame,end
                2023-11-14T22:13:20.123456789Z,A,0,-0001-12-31T23:59:59.999Z
                1969-12-31T23:59:59.999001Z,A,0,2023-11-14T22:13:20.000Z
                2023-11-14T22:13:20.000Z,A,0,2023-11-14T22:13:20.000250Z
                +10000-01-01T00:00:00Z,A,0,x
                """, answer.lines());
    }

    @Test
    void showsTheTextsOfEnums() throws IOException {
        AnswerFile answer = AnswerFile.ofFrames(
                folder,
                frame(
                        "{'name':'state','type':'enum','config':{'type':{'enum':{'text':['off','on']}}}}",
                        "[1,0,null,7,-1,1.5]"));
        assertEquals("time,refId,frame,state\n,A,0,on\n,A,0,off\n,A,0,\n,A,0,7\n,A,0,-1\n,A,0,1.5\n", answer.lines());
    }

    @Test
    void keepsNestedValuesAsJson() throws IOException {
        AnswerFile answer = AnswerFile.ofFrames(
                folder, frame("{'name':'labels','type':'other'}", "[{'b':[1.0, 2],\n'a':'x,y'},[],null,'text']"));
        assertEquals("""
                time,refId,frame,labels
                ,A,0,"{""a"":""x,y"",""b"":[1.0,2]}"
                ,A,0,[]
                ,A,0,
                ,A,0,text
                """, answer.lines());
        assertTrue(
                answer.jsonl().startsWith("{\"time\":null,\"refId\":\"A\",\"frame\":\"0\",\"labels\":{\"a\":\"x,y\","));
    }

    @Test
    void quotesTextsOnlyWhereItMust() throws IOException {
        AnswerFile answer = AnswerFile.of(
                folder,
                ("{'results':{'A,1':{'frames':[" + frame("{'name':'a \\\"b\\\"','type':'string'}", "[@]") + "]}}}")
                        .replace('\'', '"')
                        .replace(
                                "@",
                                "\"\",null,\"a,b\",\"say \\\"hi\\\"\",\"x\\r\\ny\",\" plain \",\"\\u00e9\\ud83d\\ude00\\ud800\\/\","
                                        + "\"é😀\",\"back\\\\slash\",\"\\u0001\""));
        assertEquals(
                "time,refId,frame,\"a \"\"b\"\"\"\r\n"
                        + ",\"A,1\",0,\"\"\r\n,\"A,1\",0,\r\n,\"A,1\",0,\"a,b\"\r\n,\"A,1\",0,\"say \"\"hi\"\"\"\r\n"
                        + ",\"A,1\",0,\"x\r\ny\"\r\n,\"A,1\",0, plain \r\n,\"A,1\",0,é😀\uFFFD/\r\n,\"A,1\",0,é😀\r\n"
                        + ",\"A,1\",0,back\\slash\r\n,\"A,1\",0,\"\u0001\"\r\n",
                answer.csv());
        String[] lines = answer.jsonl().split("\n", -1);
        assertEquals("{\"time\":null,\"refId\":\"A,1\",\"frame\":\"0\",\"a \\\"b\\\"\":\"\"}", lines[0]);
        assertTrue(lines[1].endsWith(":null}"), lines[1]);
        assertTrue(lines[3].endsWith(":\"say \\\"hi\\\"\"}"), lines[3]);
        assertTrue(lines[4].endsWith(":\"x\\r\\ny\"}"), lines[4]);
        assertTrue(lines[8].endsWith(":\"back\\\\slash\"}"), lines[8]);
        assertTrue(lines[9].endsWith(":\"\\u0001\"}"), lines[9]);
    }

    @Test
    void tellsApartNamesThatAreTaken() throws IOException {
        AnswerFile answer = AnswerFile.ofFrames(
                folder,
                frame(
                        "{'name':'time','type':'number','labels':{'time':'l'}},{'name':'time','type':'number','labels':{'time':'l'}},"
                                + "{'name':'','type':'number','labels':{'time':'l'}},{'name':'','type':'number','labels':{'time':'l'},'config':{'displayNameFromDS':'p95'}},"
                                + "{'name':'p95','type':'number','labels':{'time':'l'},'config':{'displayNameFromDS':'p95 (2)'}}",
                        "[1],[2],[3],[4],[5]"));
        assertEquals("time,refId,frame,time_2,time_3,time_2_2,value,p95,p95 (2)\n,A,0,l,1,2,3,4,5\n", answer.lines());
    }

    @Test
    void tellsWhatFailedBesideTheRowsThatAreThere() throws IOException {
        AnswerFile answer = AnswerFile.of(
                folder,
                "{'results':{'A':{'error':'too slow','errorSource':'downstream','status':504,'frames':["
                        + "{'schema':{'meta':{'notices':[{'severity':'warning','text':'cut'}]},'fields':[{'name':'n','type':'number'}]},"
                        + "'data':{'values':[[1]]}}]},'B':{'status':500,'frames':[]},'C':{'status':200,'error':''}}}");
        try (Frames frames = answer.open()) {
            assertEquals(
                    List.of(new QueryError("A", "too slow", 504), new QueryError("B", "no message", 500)),
                    frames.errors());
            assertEquals(List.of(new Notice("A", "cut")), frames.notices());
        }
        assertEquals("time,refId,frame,n\n,A,0,1\n", answer.lines());
    }

    @Test
    void readsTheSeriesAndTablesOfTheFirstGrafana7() throws IOException {
        AnswerFile answer = AnswerFile.of(
                folder,
                "{'results':{'A':{'refId':'A','series':[{'name':'A-series','tags':{'host':'a'},'points':[[1.50," + T0
                        + "],[null," + T0
                        + ".0]]}],'tables':null,'dataframes':null},'B':{'series':null,'tables':[{'columns':"
                        + "[{'text':'Time'},{'text':'msg'}],'rows':[[" + T0 + ",'x\\\"y'],[null,{'a':1}]]}]}}}");
        assertEquals(
                "time,refId,frame,host,value,msg\n" + ISO0 + ",A,A-series,a,1.50,\n" + ISO0 + ",A,A-series,a,,\n" + ISO0
                        + ",B,0,,,\"x\"\"y\"\n,B,0,,,\"{\"\"a\"\":1}\"\n",
                answer.lines());
    }

    @Test
    void saysThatArrowIsNotReadInsteadOfReadingNothing() throws IOException {
        AnswerFile answer = AnswerFile.of(
                folder, "{'results':{'A':{'refId':'A','series':null,'tables':null,'dataframes':['QVJST1c=']}}}");
        try (Frames frames = answer.open()) {
            assertEquals(1, frames.errors().size());
            assertTrue(frames.errors().get(0).message().contains("8.0"));
            assertTrue(frames.errors().get(0).lasting());
        }
    }

    @Test
    void refusesWhatIsNoAnswer() throws IOException {
        for (String bad : List.of(
                "",
                "{}",
                "null",
                "[]",
                "{'message':'not found'}",
                "{'results':[]}",
                "{'results':{'A':{'frames':{}}}}",
                "{'results':{}} x",
                "{'results':{}",
                "{'results':{'A':{'frames':[{'schema':{'fields':[{'name':'a'}]},'data':{'values':[[1],[2]]}}]}}}")) {
            assertThrows(FramesException.class, () -> AnswerFile.of(folder, bad).open(), bad);
        }
    }

    @Test
    void refusesDamagedValues() throws IOException {
        for (String values : List.of(
                "[1],[]",
                "[1,],[1]",
                "[1 2],[1]",
                "[01],[1]",
                "[1.],[1]",
                "[-],[1]",
                "[1e],[1]",
                "[nul],[1]",
                "[tru],[1]",
                "['\\x'],[1]",
                "['\\u12'],[1]",
                "['a\nb'],[1]",
                "[{'a']},[1]",
                "[{'a'}],[1]",
                "1,[1]",
                "[x],[1]")) {
            String fields = "{'name':'a','type':'string'},{'name':'b','type':'number'}";
            AnswerFile answer = AnswerFile.ofFrames(folder, frame(fields, values));
            assertThrows(FramesException.class, answer::csv, values);
        }
    }

    @Test
    void refusesTextsThatAreNotUtf8() throws IOException {
        String head =
                "{\"results\":{\"A\":{\"frames\":[{\"schema\":{\"fields\":[{\"name\":\"a\"}]},\"data\":{\"values\":[[\"";
        for (int[] bad :
                new int[][] {{0x80}, {0xC3}, {0xC0, 0x80}, {0xED, 0xA0, 0x80}, {0xF4, 0x90, 0x80, 0x80}, {0xFF}}) {
            java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
            bytes.writeBytes(head.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            for (int b : bad) {
                bytes.write(b);
            }
            bytes.writeBytes("\"]]}}]}}}".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            AnswerFile answer = AnswerFile.of(folder, bytes.toByteArray());
            assertThrows(FramesException.class, answer::csv);
        }
    }

    @Test
    void refusesTimesAndEntitiesThatCannotBe() throws IOException {
        for (String frame : List.of(
                frame(TIME, "[1e30]"),
                frame(TIME, "[1e999999999]"),
                frame(TIME, "[1e99999999999]"),
                "{'schema':{'fields':[" + TIME + "]},'data':{'values':[[1]],'nanos':[[1000000]]}}",
                "{'schema':{'fields':[" + TIME + "]},'data':{'values':[[1,2]],'entities':[{'NaN':[1,0]}]}}",
                "{'schema':{'fields':[" + TIME + "]},'data':{'values':[[1]],'entities':[{'NaN':['x']}]}}")) {
            AnswerFile answer = AnswerFile.ofFrames(folder, frame);
            assertThrows(FramesException.class, answer::csv, frame);
        }
    }
}
