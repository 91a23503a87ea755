package io.grafanakeeper.panels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.json.LosslessJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PanelQueriesTest {
    private static final String PROM = "'datasource':{'type':'prometheus','uid':'prom'}";

    @Test
    void sendsWhatGrafanasPageWouldSend() {
        QueryRequest request = Asked.panel(
                        "", PROM + ",'targets':[{'refId':'A','expr':'up','step':1.50,'legendFormat':'{{job}}'}]")
                .only();
        assertEquals(
                "[{\"datasource\":{\"type\":\"prometheus\",\"uid\":\"prom\"},\"datasourceId\":1,\"exemplar\":false,"
                        + "\"expr\":\"up\",\"intervalMs\":15000,\"legendFormat\":\"{{job}}\",\"maxDataPoints\":1000,"
                        + "\"refId\":\"A\",\"step\":1.50,\"utcOffsetSec\":0}]",
                text(request.queries()));
        assertEquals(Set.of("A"), request.wantedRefIds());
        assertEquals(Asked.HOUR.from(), request.from());
    }

    @Test
    void findsPanelsInRowsOfEveryAge() {
        Asked dashboard = Asked.of("{'panels':[{'id':1,'type':'row','panels':[{'id':2," + PROM
                + ",'targets':[{'expr':'inner'}]}]}],'rows':[{'panels':[{'id':3,'datasource':'Prometheus',"
                + "'targets':[{'expr':'old'}]}]}]}");
        assertEquals(
                "inner",
                dashboard.requests(2).get(0).queries().get(0).path("expr").asText());
        assertEquals(
                "old",
                dashboard.requests(3).get(0).queries().get(0).path("expr").asText());
    }

    @Test
    void numbersPanelsWithoutAnIdAsGrafanaDoes() {
        Asked dashboard = Asked.of("{'panels':[{" + PROM + ",'targets':[{'expr':'none'}]},{'id':7," + PROM
                + ",'targets':[{'expr':'seven'}]}]}");
        assertEquals(
                "none",
                dashboard.requests(8).get(0).queries().get(0).path("expr").asText());
    }

    @Test
    void saysWhichPanelsThereAre() {
        assertEquals(
                "the dashboard has no panel 1; it has panel 5 'CPU'",
                Asked.of("{'panels':[{'id':5,'title':'CPU'}]}").refusal());
    }

    @Test
    void refusesAPanelWithoutQueries() {
        assertEquals(
                "panel 1 'Notes' has no queries",
                Asked.panel("", "'title':'Notes','type':'text'").refusal());
    }

    @Test
    void readsLibraryPanels() {
        assertEquals(
                "shared_total",
                Asked.panel("", "'libraryPanel':{'uid':'shared'}").field("expr"));
        assertTrue(Asked.panel("", "'libraryPanel':{'uid':'gone'}").refusal().contains("does not exist"));
    }

    @Test
    void refusesSeveralValuesOfTheVariableThatRepeatsALibraryPanel() {
        String variables = "{'type':'custom','name':'host','multi':true,'query':'a,b'},"
                + "{'type':'custom','name':'zone','query':'x,y'}";
        Asked panel = Asked.panel(variables, "'libraryPanel':{'uid':'repeated'}");
        assertEquals("shared_total", panel.with("host", "a").field("expr"));
        assertTrue(panel.with("host", "a", "b").refusal().contains("is repeated for each value of variable 'host'"));
        assertEquals(
                "shared_total",
                Asked.panel(variables, "'repeat':'zone','libraryPanel':{'uid':'repeated'}")
                        .with("host", "a", "b")
                        .field("expr"));
    }

    @Test
    void readsEverySchemaV2() {
        String beta = "{'kind':'DataQuery','group':'prometheus','datasource':{'name':'prom2'},'spec':{'expr':'b$v'}}";
        String alpha = "{'kind':'prometheus','spec':{'expr':'a$v'}}},'x':{";
        for (String query : List.of(
                "'refId':'Q','hidden':false,'query':" + beta,
                "'refId':'Q','datasource':{'type':'prometheus','uid':'prom2'},'query':"
                        + alpha.substring(0, alpha.indexOf("},'x'")))) {
            Asked dashboard = Asked.of("{'apiVersion':'dashboard.grafana.app/v2','metadata':{'name':'u'},'spec':{"
                    + "'variables':[{'kind':'ConstantVariable','spec':{'name':'v','query':'7'}}],"
                    + "'elements':{'panel-1':{'kind':'Panel','spec':{'id':1,'data':{'kind':'QueryGroup','spec':{"
                    + "'queries':[{'kind':'PanelQuery','spec':{" + query + "}}],"
                    + "'queryOptions':{'maxDataPoints':60}}}}}}}}");
            JsonNode sent = dashboard.only().queries().get(0);
            assertTrue(sent.path("expr").asText().endsWith("7"), sent.toString());
            assertEquals("prom2", sent.path("datasource").path("uid").asText());
            assertEquals("Q", sent.path("refId").asText());
            assertEquals(60_000, sent.path("intervalMs").asLong());
        }
    }

    @Test
    void readsLibraryPanelsOfSchemaV2() {
        assertEquals(
                "shared_total",
                Asked.of("{'elements':{'p':{'kind':'LibraryPanel','spec':{'id':1,'libraryPanel':{'uid':'shared'}}}}}")
                        .field("expr"));
    }

    @Test
    void asksTheDefaultDataSourceWhereNoneIsNamed() {
        assertEquals("prom", source(Asked.panel("", "'datasource':null,'targets':[{'expr':'up'}]")));
        assertEquals("prom2", source(Asked.panel("", "'datasource':'Second','targets':[{'expr':'up'}]")));
        assertEquals("unknown", source(Asked.panel("", "'datasource':{'uid':'unknown'},'targets':[{'expr':'up'}]")));
        assertTrue(Asked.panel("", "'datasource':'Gone','targets':[{'expr':'up'}]")
                .refusal()
                .startsWith("there is no data source 'Gone'; there are Azure, Elastic"));
    }

    @Test
    void takesTheDataSourceOfAVariable() {
        String variable = "{'type':'datasource','name':'ds','query':'prometheus','regex':'/^S/','current':%s}";
        String panel = "'datasource':{'uid':'${ds}'},'targets':[{'expr':'up'}]";
        assertEquals("prom2", source(Asked.panel(variable.formatted("{}"), panel)));
        // The default data source is not named so: Grafana holds the expression against the word 'default' as well.
        assertEquals("prom2", source(Asked.panel(variable.formatted("{'value':'default'}"), panel)));
        assertEquals("prom2", source(Asked.panel(variable.formatted("{'value':'Second'}"), panel)));
        assertEquals(
                "prom2", source(Asked.panel(variable.formatted("{}"), panel).with("ds", "Second")));
        assertTrue(Asked.panel(variable.formatted("{}"), panel)
                .with("ds", "Logs")
                .refusal()
                .contains("cannot be 'Logs'; it can be Second"));
    }

    @Test
    void takesTheDefaultDataSourceForAVariableOfItsTypeOnly() {
        String variable = "{'type':'datasource','name':'ds','query':'%s','regex':'%s','current':{'value':'default'}}";
        String panel = "'datasource':{'uid':'$ds'},'targets':[{'expr':'up'}]";
        assertEquals("prom", source(Asked.panel(variable.formatted("prometheus", ""), panel)));
        assertEquals("prom", source(Asked.panel(variable.formatted("prometheus", "/default|Second/"), panel)));
        assertEquals("loki", source(Asked.panel(variable.formatted("loki", ""), panel)));
        assertTrue(Asked.panel(variable.formatted("loki", ""), panel)
                .with("ds", "default")
                .refusal()
                .contains("cannot be 'default'; it can be Logs"));
    }

    @Test
    void knowsASavedDataSourceByItsNameWhereItsUidIsOfAnotherGrafana() {
        String variable = "{'type':'datasource','name':'ds','query':'prometheus','multi':%s,'current':%s}";
        String panel = "'datasource':{'uid':'$ds'},'targets':[{'expr':'up'}]";
        assertEquals(
                "prom2",
                source(Asked.panel(variable.formatted(false, "{'value':'elsewhere','text':'Second'}"), panel)));
        assertEquals("prom2", source(Asked.panel(variable.formatted(true, "{'value':['gone','prom2']}"), panel)));
        assertEquals("prom", source(Asked.panel(variable.formatted(false, "{'value':'gone','text':'Gone'}"), panel)));
    }

    @Test
    void takesADataSourceOfAnotherPluginThatGrafanaTakesForTheSame() {
        DataSource azure = new DataSource("amp", "Cloud", "grafana-azureprometheus-datasource", true, 1L, "");
        DataSource orders = new DataSource("pg", "Orders", "postgres", false, 2L, "");
        String variable = "{'type':'datasource','name':'ds','query':'%s','current':{'value':'elsewhere'}}";
        String panel = "'datasource':{'uid':'$ds'},'targets':[{'expr':'up'}]";
        assertEquals(
                "amp",
                source(Asked.panel(variable.formatted("prometheus"), panel).among(azure)));
        assertEquals(
                "pg",
                source(Asked.panel(variable.formatted("grafana-postgresql-datasource"), panel)
                        .among(azure, orders)));
        assertEquals(
                "amp",
                source(Asked.panel("", "'datasource':{'type':'prometheus'},'targets':[{'expr':'up'}]")
                        .among(azure)));
    }

    @Test
    void refusesAVariableThatNoDataSourceFitsAndTrustsItWhereTheyAreNotListed() {
        String variable = "{'type':'datasource','name':'ds','query':'prometheus','regex':'/^S/',"
                + "'current':{'value':'saved','text':'Saved'}}";
        String panel = "'datasource':{'uid':'$ds'},'targets':[{'expr':'up'}]";
        assertEquals(
                "variable 'ds' takes a data source of type 'prometheus' whose name matches '/^S/', and there is none;"
                        + " there are Logs (loki)",
                Asked.panel(variable, panel)
                        .among(new DataSource("saved", "Logs", "loki", true, 1L, ""))
                        .refusal());
        assertEquals("saved", source(Asked.panel(variable, panel).among()));
    }

    @ParameterizedTest
    @CsvSource({
        "Sec,                 there is none",
        "Sec.*,               prom2",
        "S|Second,            prom2",
        "'',                  prom",
        "/^sec/i,             prom2",
        "/Sec,                does not end with one",
        "(,                   cannot be read",
        "Prom|Sec,            prom",
    })
    void holdsAnExpressionWithoutSlashesAgainstTheWholeName(String regex, String expected) {
        String variable = "{'type':'datasource','name':'ds','query':'prometheus','regex':'" + regex + "'}";
        Asked asked = Asked.panel(variable, "'datasource':{'uid':'$ds'},'targets':[{'expr':'up'}]");
        String found = expected.startsWith("prom") ? source(asked) : asked.refusal();
        assertTrue(found.contains(expected), found);
    }

    @Test
    void writesTheValuesOfAVariableIntoAnExpressionAsAlternatives() {
        String names = "{'type':'custom','name':'n','multi':true,'query':'a,b','current':{'value':['Sec','Thi']}},";
        String variable = "{'type':'datasource','name':'ds','query':'prometheus','regex':'/^${n}ond$/'}";
        assertEquals(
                "prom2", source(Asked.panel(names + variable, "'datasource':{'uid':'$ds'},'targets':[{'expr':'up'}]")));
    }

    @Test
    void splitsAMixedPanelByDataSource() {
        List<QueryRequest> requests = Asked.panel(
                        "",
                        "'datasource':{'uid':'-- Mixed --'},'targets':[{'refId':'A','datasource':{'uid':'prom'},'expr':'a'},"
                                + "{'refId':'B','datasource':{'uid':'loki'},'expr':'b'},"
                                + "{'refId':'C','datasource':{'uid':'prom'},'expr':'c'}]")
                .requests(1);
        assertEquals(
                List.of(Set.of("A", "C"), Set.of("B")),
                requests.stream().map(QueryRequest::wantedRefIds).toList());
    }

    @Test
    void keepsHiddenQueriesThatExpressionsNeedAndDoesNotWantTheirRows() {
        QueryRequest request = Asked.panel(
                        "",
                        PROM + ",'targets':[{'refId':'A','expr':'a','hide':true},{'refId':'B','expr':'b','hide':true},"
                                + "{'refId':'R','hide':true,'type':'reduce','expression':'A',"
                                + "'datasource':{'type':'__expr__','uid':'__expr__'}},"
                                + "{'refId':'M','type':'math','expression':'${R} * 2','datasource':{'uid':'-100'}}]")
                .only();
        assertEquals(
                List.of("A", "R", "M"),
                request.queries().stream().map(Expressions::refId).toList());
        assertEquals(Set.of("M"), request.wantedRefIds());
        assertEquals(
                "__expr__",
                request.queries().get(2).path("datasource").path("uid").asText());
    }

    @Test
    void followsClassicConditionsAndSql() {
        String expression = "'datasource':{'type':'__expr__'}";
        QueryRequest request = Asked.panel(
                        "",
                        PROM + ",'targets':[{'refId':'A','expr':'a','hide':true},{'refId':'B','expr':'b','hide':true},"
                                + "{'refId':'C','type':'classic_conditions','conditions':[{'query':{'params':['A']}}],"
                                + expression + "},{'refId':'S','type':'sql','expression':'SELECT * FROM B',"
                                + expression + "}]")
                .only();
        assertEquals(4, request.queries().size());
    }

    @Test
    void refusesAPanelWhoseQueriesAreAllHidden() {
        assertTrue(Asked.panel("", PROM + ",'targets':[{'expr':'a','hide':true}]")
                .refusal()
                .contains("asks nothing"));
    }

    @Test
    void givesRefIdsToQueriesWithoutOne() {
        QueryRequest request = Asked.panel("", PROM + ",'targets':[{'expr':'a'},{'refId':'A','expr':'b'},{'expr':'c'}]")
                .only();
        assertEquals(
                List.of("B", "A", "C"),
                request.queries().stream().map(Expressions::refId).toList());
    }

    @Test
    void asksThePanelWhoseResultIsShown() {
        Asked dashboard =
                Asked.of("{'panels':[{'id':1,'datasource':{'uid':'-- Dashboard --'},'targets':[{'panelId':2}]},"
                        + "{'id':2," + PROM + ",'targets':[{'expr':'source'}]},"
                        + "{'id':3,'datasource':'-- Dashboard --','targets':[{'panelId':3}]}]}");
        assertEquals("source", dashboard.field("expr"));
        assertEquals("panel 3 shows its own result", refusal(dashboard, 3));
    }

    @Test
    void movesTheWindowAsThePanelSays() {
        TimeRange zurich = new TimeRange(
                Instant.parse("2026-10-25T12:00:00Z"),
                Instant.parse("2026-10-25T18:00:00Z"),
                ZoneId.of("Europe/Zurich"));
        String panel = PROM + ",'timeFrom':'2h','timeShift':'1d','targets':[{'refId':'A','expr':'up'}]";
        QueryRequest request = Asked.panel("", panel).in(zurich).only();
        assertEquals(Instant.parse("2026-10-24T15:00:00Z"), request.from());
        assertEquals(Instant.parse("2026-10-24T17:00:00Z"), request.to());
        assertTrue(Asked.panel("", panel.replace("2h", "now/d")).refusal().contains("only spans"));
    }

    @Test
    void takesTheIntervalOfThePanelBeforeThatOfTheDataSource() {
        assertEquals(
                "30000",
                Asked.panel("", "'datasource':{'uid':'prom2'},'targets':[{'expr':'up'}]")
                        .field("intervalMs"));
        assertEquals(
                "60000",
                Asked.panel("", "'interval':'>1m','datasource':{'uid':'prom2'},'targets':[{'expr':'up'}]")
                        .field("intervalMs"));
    }

    private static String refusal(Asked dashboard, long panel) {
        try {
            return dashboard.requests(panel).toString();
        } catch (PanelException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String source(Asked dashboard) {
        return dashboard.only().queries().get(0).path("datasource").path("uid").asText();
    }

    private static String text(List<? extends JsonNode> queries) {
        StringBuilder text = new StringBuilder("[");
        queries.forEach(query -> text.append(new String(LosslessJson.canonical(query), StandardCharsets.UTF_8)));
        return text.append("]").toString();
    }
}
