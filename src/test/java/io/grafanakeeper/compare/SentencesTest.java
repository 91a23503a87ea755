package io.grafanakeeper.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.archive.ItemKind;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SentencesTest {
    private static final String CPU =
            "{'id':4,'type':'graph','title':'CPU','gridPos':{'x':0,'y':0},'targets':[{'refId':'A','expr':'up'}]}";

    @Test
    void namesThePanelAndTheQueryWhoseExpressionChanged() {
        assertEquals(
                List.of("panel 4 'CPU': expression of A changed"),
                panels(CPU, CPU.replace("'expr':'up'", "'expr':'down'")));
    }

    @Test
    void tellsPanelsThatCameAndWent() {
        String memory = "{'id':7,'title':'Memory'}";
        assertEquals(List.of("panel 7 'Memory' was added"), panels(CPU, CPU + "," + memory));
        assertEquals(List.of("panel 7 'Memory' was removed"), panels(CPU + "," + memory, CPU));
    }

    @Test
    void tellsAPanelThatIsOnlyElsewhereFromOneThatChanged() {
        String elsewhere = CPU.replace("'y':0", "'y':9");
        assertEquals(List.of("panel 4 'CPU' was moved or resized"), panels(CPU, elsewhere));
        assertEquals(
                List.of("panel 4 'CPU': type changed from graph to timeseries, moved or resized"),
                panels(CPU, elsewhere.replace("graph", "timeseries")));
    }

    @Test
    void findsPanelsInCollapsedRows() {
        String row = "{'id':1,'type':'row','title':'Details','collapsed':%s,'panels':[%s]}";
        String open = String.format(row, "false", "") + "," + CPU;
        assertEquals(List.of("row 1 'Details': was collapsed"), panels(open, String.format(row, "true", CPU)));
        assertEquals(
                List.of("panel 4 'CPU': title changed from CPU to Load".replace("panel 4 'CPU'", "panel 4 'Load'")),
                panels(String.format(row, "true", CPU), String.format(row, "true", CPU.replace("'CPU'", "'Load'"))));
    }

    @Test
    void findsPanelsInTheRowsOfOldDashboards() {
        String old = "{'rows':[{'title':'Top','height':'250px','panels':[" + CPU + "]}]}";
        assertEquals(
                List.of("row 'Top': setting 'height' changed", "panel 4 'CPU': expression of A changed"),
                dashboard(old, old.replace("250px", "300px").replace("'up'", "'down'")));
    }

    @Test
    void tellsQueriesThatCameWentAndWereHidden() {
        assertEquals(
                List.of("panel 4 'CPU': query A was hidden, query B was added"),
                panels(CPU, CPU.replace("'expr':'up'}", "'expr':'up','hide':true},{'refId':'B','expr':'x'}")));
    }

    @Test
    void namesWhatPeopleSetInAPanel() {
        String with =
                "{'id':4,'title':'CPU','fieldConfig':{'defaults':{'unit':'%s'},'overrides':[]},'options':{'a':%s}}";
        assertEquals(
                List.of("panel 4 'CPU': unit changed from s to ms, setting 'options.a' changed"),
                panels(String.format(with, "s", "1"), String.format(with, "ms", "2")));
    }

    @Test
    void tellsVariablesAnnotationsAndLinksByName() {
        String model = "{'templating':{'list':[{'name':'cluster','current':{'value':'%s'}}]},"
                + "'annotations':{'list':[{'name':'Deployments','enable':%s}]},'links':[{'title':'Docs','url':'%s'}]}";
        assertEquals(
                List.of(
                        "variable 'cluster': default value changed",
                        "annotation 'Deployments': enabled changed from true to false",
                        "link 'Docs': address changed from http://a to http://b"),
                dashboard(
                        String.format(model, "a", "true", "http://a"), String.format(model, "b", "false", "http://b")));
    }

    @Test
    void tellsTheTimeRangeTheTagsAndTheTitle() {
        assertEquals(
                List.of(
                        "title changed from 'My board' to 'Your board'",
                        "tags: added prod, removed test",
                        "time range changed from now-6h to now-1h"),
                dashboard(
                        "{'title':'My board','tags':['a','test'],'time':{'from':'now-6h','to':'now'}}",
                        "{'title':'Your board','tags':['a','prod'],'time':{'from':'now-1h','to':'now'}}"));
        assertEquals(
                List.of("time range changed from now-1d until now to now-2d until now-1d"),
                dashboard("{'time':{'from':'now-1d','to':'now'}}", "{'time':{'from':'now-2d','to':'now-1d'}}"));
    }

    @Test
    void namesUnknownSettingsAsTheyAre() {
        assertEquals(
                List.of("setting 'x' changed", "setting 'old' was removed", "setting 'new' was added"),
                dashboard("{'x':{'y':1},'old':1}", "{'x':{'y':2},'new':1}"));
    }

    @Test
    void speaksOfTheSpellingOfANumberOnlyIfNothingElseChanged() {
        assertEquals(
                List.of("nothing but the spelling of numbers changed, such as 1 and 1.0"),
                dashboard("{'a':1,'b':[1e3]}", "{'a':1.0,'b':[1000]}"));
        assertEquals(List.of("setting 'b' changed"), dashboard("{'a':1,'b':1}", "{'a':1.0,'b':2}"));
    }

    @Test
    void tellsElementsVariablesAndLayoutOfTheSecondSchema() {
        String model = "{'apiVersion':'dashboard.grafana.app/v2','kind':'Dashboard','metadata':{'name':'u'},'spec':{"
                + "'elements':{'panel-12':{'kind':'Panel','spec':{'id':12,'title':'CPU','data':{'kind':'QueryGroup','spec':{"
                + "'queries':[{'kind':'PanelQuery','spec':{'refId':'A','hidden':false,'query':{'kind':'DataQuery',"
                + "'group':'prometheus','spec':{'expr':'up'}}}}]}},'vizConfig':{'kind':'VizConfig','group':'graph',"
                + "'spec':{'options':{},'fieldConfig':{'defaults':{'unit':'s'}}}}}}},"
                + "'layout':{'kind':'GridLayout','spec':{'items':[{'kind':'GridLayoutItem','spec':{'x':0,'y':0,"
                + "'element':{'kind':'ElementReference','name':'panel-12'}}}]}},"
                + "'variables':[{'kind':'QueryVariable','spec':{'name':'cluster','current':{'value':'a'}}}],"
                + "'timeSettings':{'from':'now-6h','to':'now','autoRefresh':'1m'}}}";
        assertEquals(
                List.of("panel 12 'CPU': expression of A changed"), dashboard(model, model.replace("'up'", "'x'")));
        assertEquals(
                List.of("panel 12 'CPU': unit changed from s to ms"), dashboard(model, model.replace("'s'}", "'ms'}")));
        assertEquals(List.of("panel 12 'CPU' was moved or resized"), dashboard(model, model.replace("'x':0", "'x':5")));
        assertEquals(
                List.of("variable 'cluster': default value changed"),
                dashboard(model, model.replace("'value':'a'", "'value':'b'")));
        assertEquals(
                List.of("refresh interval changed from 1m to 5m", "time range changed from now-6h to now-1h"),
                dashboard(model, model.replace("1m", "5m").replace("-6h", "-1h")));
        assertEquals(List.of("layout changed"), dashboard(model, model.replace("'items':", "'gap':1,'items':")));
        assertEquals(
                List.of("the dashboard was converted from classic to the schema of elements"), dashboard("{}", model));
    }

    @Test
    void tellsTheFieldsOfOtherKinds() {
        assertEquals(
                List.of("title changed from A to B", "setting 'parentUid' was added"),
                of(ItemKind.FOLDER, "{'uid':'f','title':'A'}", "{'uid':'f','title':'B','parentUid':'p'}"));
        assertEquals(
                List.of("setting 'jsonData' changed"),
                of(ItemKind.DATA_SOURCE, "{'jsonData':{'a':1}}", "{'jsonData':{'a':2}}"));
        assertEquals(
                List.of("name changed from A to B", "the panel: expression of A changed"),
                of(
                        ItemKind.LIBRARY_PANEL,
                        "{'name':'A','model':" + CPU + "}",
                        "{'name':'B','model':" + CPU.replace("'up'", "'down'") + "}"));
    }

    @Test
    void stopsAfterTwoHundredSentences() {
        List<String> sentences = panels(
                "", IntStream.range(0, 250).mapToObj(i -> "{'id':" + i + "}").collect(Collectors.joining(",")));
        assertEquals(201, sentences.size());
        assertEquals("panel 0 was added", sentences.get(0));
        assertEquals("… and 50 more", sentences.get(200));
    }

    @Test
    void keepsEachSentenceOnOneShortLine() {
        String long1 = "{'id':1,'title':'" + "a\\nb😀".repeat(1000) + "'}";
        String sentence = panels("", long1).get(0);
        assertTrue(sentence.length() < 150 && !sentence.contains("\n"), sentence);
    }

    @Test
    void tellsPanelsWithTheSameIdApart() {
        String twin = "{'id':1,'title':'T'}";
        assertEquals(
                List.of("panel 1 'U': title changed from T to U"),
                panels(twin + "," + twin, twin + "," + twin.replace("'T'", "'U'")));
    }

    @Test
    void bearsFieldsOfTheWrongType() {
        String odd =
                "{'panels':{'a':1},'templating':[1],'annotations':'x','links':7,'time':1,'tags':'t','rows':[[],1]}";
        assertEquals(List.of("something changed that only the patch can show"), dashboard(odd, odd.replace("7", "8")));
    }

    private static List<String> panels(String from, String to) {
        return dashboard("{'panels':[" + from + "]}", "{'panels':[" + to + "]}");
    }

    private static List<String> dashboard(String from, String to) {
        return of(ItemKind.DASHBOARD, from, to);
    }

    private static List<String> of(ItemKind kind, String from, String to) {
        return Sentences.of(kind, MemoryStore.json(from.replace('\'', '"')), MemoryStore.json(to.replace('\'', '"')));
    }
}
