package io.grafanakeeper.queries;

import static io.grafanakeeper.settings.ResultFormat.CSV;
import static io.grafanakeeper.settings.ResultFormat.JSONL;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.downloads.Download;
import io.grafanakeeper.downloads.Downloads;
import io.grafanakeeper.downloads.MemoryDownloads;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.settings.ResultFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsTest {
    private static final String[] SCHEMA = {
        "time time time", "refId refId string", "frame frame string", "service label string", "n value number",
        "ok value boolean", "note value string", "state value enum", "tags value json", "any value other"
    };
    private static final String HEADER = "time,refId,frame,service,n,ok,note,state,tags,any";

    private final InMemoryResults store = new InMemoryResults();
    private final Files files = new Files(store);
    private final MemoryDownloads downloads = new MemoryDownloads();

    @Test
    void putsFilesOfTheSameColumnsTogetherUnderOneHeader() {
        files.with(24, 48, CSV, "time,refId,frame,n", "t3,A,,1e3")
                .with(0, 24, CSV, "time,refId,frame,n", "t1,A,,1.0", "t2,A,,\"\"");
        files.with(48, 72, CSV, "time,refId,frame");
        assertEquals("time,refId,frame,n|t1,A,,1.0|t2,A,,\"\"|t3,A,,1e3|", csv());
    }

    @Test
    void skipsAHeaderWithALineEndInAName() {
        String header = "time,\"a\r\n\"\"b\"";
        files.with(0, 1, CSV, header, "t1,1").with(1, 2, CSV, header, "t2,2");
        assertEquals("time,\"a|\"\"b\"|t1,1|t2,2|", csv());
    }

    @Test
    void endsTheLastLineOfAFileThatWasEditedByHand() {
        files.with(0, 1, CSV, 1, "time,n\nt1,1").with(1, 2, CSV, 1, "time,n\nt2,2");
        assertEquals("time,n\nt1,1|t2,2|", csv());
    }

    @Test
    void unitesColumnsWithLabelsSortedAndValuesInTheOrderOfTheDocument() {
        files.schema("b value number", "z label string", "a value number", "k label string");
        files.with(0, 1, CSV, "time,refId,frame,z,a", "t1,A,f,zz,1")
                .with(1, 2, CSV, "time,refId,frame,k,b,new", "t2,B,f,kk,2,3");
        files.with(2, 3, CSV, "time,refId,frame,z,a", "t3,A,f,,");
        assertEquals("time,refId,frame,k,z,b,a,new|t1,A,f,,zz,,1,|t2,B,f,kk,,2,,3|t3,A,f,,,,,|", csv());
    }

    @Test
    void unitesColumnsAsTheyAppearWithoutADocument() {
        files.with(0, 1, CSV, "time,refId,frame,z,a", "t1,A,f,zz,1")
                .with(1, 2, CSV, "time,refId,frame,a,b", "t2,B,f,1,2");
        assertEquals("time,refId,frame,z,a,b|t1,A,f,zz,1,|t2,B,f,,1,2|", csv());
    }

    @Test
    void spellsCsvAsJsonByTheTypesOfTheColumns() {
        files.schema(SCHEMA);
        files.with(0, 1, CSV, HEADER, "t,A,,7,1.50,true,12,1,\"{\"\"a\"\":[1,2.0]}\",3", "t,A,\"\",,NaN,,\"\",,,text");
        assertEquals(
                "{'time':'t','refId':'A','frame':null,'service':'7','n':1.50,'ok':true,'note':'12','state':'1',"
                        + "'tags':{'a':[1,2.0]},'any':3}|"
                        + "{'time':'t','refId':'A','frame':'','service':null,'n':'NaN','ok':null,'note':'','state':null,"
                        + "'tags':null,'any':'text'}|",
                jsonl());
    }

    @Test
    void spellsJsonAsCsv() {
        files.with(
                0,
                1,
                JSONL,
                "{\"time\":\"t\",\"n\":-1.0e+5,\"ok\":false,\"x\":{\"b\":1,\"a\":[]},\"q\":\"a,\\\"b\\\"\"}",
                "{\"time\":\"\",\"n\":null,\"ok\":true,\"x\":[\"1\"],\"q\":\"+Inf\"}");
        assertEquals(
                "time,n,ok,x,q|t,-1.0e+5,false,\"{\"\"a\"\":[],\"\"b\"\":1}\",\"a,\"\"b\"\"\"|\"\",,true,\"[\"\"1\"\"]\",+Inf|",
                csv());
    }

    @Test
    void keepsStringsApartFromNumbersInJsonWhateverTheColumnIs() {
        files.with(0, 1, JSONL, "{\"time\":\"t\",\"x\":\"1\"}").with(1, 2, JSONL, "{\"time\":\"t\",\"y\":1}");
        assertEquals("{'time':'t','x':'1','y':null}|{'time':'t','x':null,'y':1}|", jsonl());
    }

    @Test
    void takesFilesOfBothFormatsWhenTheFormatOfTheQueryWasChanged() {
        files.with(0, 1, CSV, "time,n", "t1,1").with(1, 2, JSONL, "{\"time\":\"t2\",\"n\":2}");
        assertEquals("time,n|t1,1|t2,2|", csv());
        assertEquals("{'time':'t1','n':1}|{'time':'t2','n':2}|", jsonl());
    }

    @Test
    void givesAHeaderAloneWhereThereAreNoRows() {
        assertEquals("time,refId,frame|", csv());
        assertEquals("", jsonl());
        files.schema(SCHEMA);
        assertEquals(HEADER + "|", csv());
        files.with(0, 1, CSV, "time,refId,frame,service").with(1, 2, CSV, 0, "");
        assertEquals("time,refId,frame,service|", csv());
        assertEquals("", jsonl());
    }

    @Test
    void leavesOutHoursOfADayThatIsThere() {
        files.with(0, 24, CSV, "time,n", "day,1")
                .with(5, 6, CSV, "time,n", "hour,1")
                .with(24, 25, CSV, "time,n", "next,1");
        Results.Given given = give(CSV);
        assertEquals("time,n|day,1|next,1|", text(given));
        assertEquals(2, given.choice().used().size());
        assertEquals(1, given.choice().leftOut());
    }

    @Test
    void refusesAMalformedFileByItsName() {
        files.with(5, 6, CSV, "time,n", "t,1");
        for (String broken : List.of("time,n\r\nt,1,2\r\n", "time,n\r\nt,\"1\r\n", "time,n\r\nt\r\n")) {
            files.with(0, 1, CSV, 1, broken);
            assertRefused("20261119T000000Z.csv", JSONL);
        }
        for (String broken : List.of(
                "{\"time\":", "[1]\n", "{\"a\":1}\n{\"b\":1}\n", "{\"a\":1}\n{}\n", "{\"a\":1}\n{\"a\":1,\"b\":2}\n")) {
            files.with(2, 3, JSONL, 1, broken);
            files.with(0, 1, CSV, "time,n", "t,1");
            assertRefused("20261119T020000Z.jsonl", CSV);
        }
    }

    @Test
    void asksToComeBackWhenAFileIsReplacedMeanwhileAndGivesNothing() {
        files.with(0, 1, CSV, "time,n", "t,1").with(1, 2, CSV, "time,n", "t,2");
        ResultStore racing = new Wrapped(store) {
            @Override
            public InputStream open(StoredWindow window) throws IOException {
                files.with(1, 2, CSV, "time,n", "t,3");
                return super.open(window);
            }
        };
        ServiceException failure =
                assertThrows(ServiceException.class, () -> new Results(racing, downloads).give(request(CSV)));
        assertTrue(failure.retryable());
        assertTrue(String.valueOf(failure.getMessage()).contains("20261119T010000Z.csv"), failure::getMessage);
    }

    @Test
    void storesNothingOfALargeResultWhoseLastReadFails() {
        files.with(0, 1, CSV, 1, "time,n\r\n" + "t,1\r\n".repeat(Downloads.LARGEST_ANSWER / 4));
        ResultStore cut = new Wrapped(store) {
            @Override
            public InputStream open(StoredWindow window) throws IOException {
                return new SequenceInputStream(super.open(window), new Cut());
            }
        };
        for (ResultFormat format : ResultFormat.values()) {
            ServiceException failure =
                    assertThrows(ServiceException.class, () -> new Results(cut, downloads).give(request(format)));
            assertTrue(failure.retryable());
        }
        assertEquals(2, downloads.begun());
        Download.Linked linked =
                assertInstanceOf(Download.Linked.class, give(CSV).download());
        assertTrue(linked.link().toString().startsWith("https://exports/errors/20261119T000000Z-"));
    }

    @Test
    void makesALargeResultOnceUntilOneOfItsFilesChanges() {
        String rows = "t,1\r\n".repeat(Downloads.LARGEST_ANSWER / 4);
        files.with(0, 1, CSV, 1, "time,n\r\n" + rows);
        Download first = give(CSV).download();
        assertEquals(first, give(CSV).download());
        assertEquals(1, downloads.begun());
        files.with(0, 1, CSV, 1, "time,n\r\n" + rows);
        assertFalse(first.equals(give(CSV).download()));
        assertEquals(2, downloads.begun());
    }

    private void assertRefused(String file, ResultFormat format) {
        ServiceException failure = assertThrows(ServiceException.class, () -> give(format));
        assertFalse(failure.retryable());
        assertTrue(String.valueOf(failure.getMessage()).contains(file), failure::getMessage);
    }

    private String csv() {
        return text(give(CSV));
    }

    /** Returns JSON Lines with single quotes, which are easier on the eye here. */
    private String jsonl() {
        return text(give(JSONL)).replace('"', '\'').replace('\n', '|');
    }

    private static String text(Results.Given given) {
        Download.Whole whole = assertInstanceOf(Download.Whole.class, given.download());
        return new String(whole.bytes(), UTF_8).replace("\r\n", "|");
    }

    private Results.Given give(ResultFormat format) {
        return new Results(store, downloads).give(request(format));
    }

    private static ResultRequest request(ResultFormat format) {
        return new ResultRequest(Files.QUERY, Files.hours(0, 1000), format);
    }

    /** Fails where a file would end. */
    private static final class Cut extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("reset");
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            throw new IOException("reset");
        }
    }
}
