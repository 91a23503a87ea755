package io.grafanakeeper.panels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VariablesTest {
    private static final String HOSTS = "{'type':'custom','name':'host','multi':true,'includeAll':true,"
            + "'query':'a.b, Second : c\\\\,d','current':{'value':['a.b'],'text':['a.b']}}";
    private static final String QUERY = "{'type':'query','name':'job','includeAll':true,'current':%s,'options':%s%s}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '`',
            value = {
                "prom @ expr   @ (a\\\\.b|it's)",
                "loki @ expr   @ a\\\\.b|it\\\\'s",
                "es   @ query  @ (\"a.b\" OR \"it's\")",
                "pg   @ rawSql @ 'a.b','it''s'",
                "az   @ query  @ 'a.b','it's'",
                "flux @ query  @ (a\\.b|it's)",
                "test @ query  @ {a.b,it's}",
            })
    void writesListsInTheLanguageOfTheDataSource(String source, String field, String expected) {
        assertEquals(
                expected,
                asked(HOSTS, source, field, "$host").with("host", "a.b", "it's").field(field));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '`',
            value = {
                "prom @ expr   @ it\\\\'s a\\\\b.",
                "loki @ expr   @ it\\\\'s a\\b.",
                "es   @ query  @ it's\\ a\\\\b.",
                "pg   @ rawSql @ it''s a\\b.",
                "az   @ query  @ it's a\\b.",
                "test @ query  @ it's a\\b.",
            })
    void writesSingleValuesInTheLanguageOfTheDataSource(String source, String field, String expected) {
        String variable = "{'type':'textbox','name':'v'}";
        assertEquals(
                expected,
                asked(variable, source, field, "$v").with("v", "it's a\\b.").field(field));
    }

    @Test
    void quotesEvenOneValueOfAChoiceForSql() {
        assertEquals("IN ('a.b')", asked(HOSTS, "pg", "rawSql", "IN ($host)").field("rawSql"));
    }

    @Test
    void readsEverySyntax() {
        String text =
                "$host ${host} ${host:csv} ${host:text} [[host]] [[host:pipe]] ${host.text} $unknown ${unknown:csv} $1";
        assertEquals(
                "{a.b,c,d} {a.b,c,d} a.b,c,d a.b + Second {a.b,c,d} a.b|c,d a.b + Second $unknown ${unknown:csv} $1",
                asked(HOSTS, "test", "q", text).with("host", "a.b", "Second").field("q"));
    }

    @Test
    void takesAllOptionsForAll() {
        assertEquals(
                "a.b|c,d",
                asked(HOSTS, "test", "q", "${host:pipe}").with("host", "$__all").field("q"));
        assertEquals(
                "All",
                asked(HOSTS, "test", "q", "${host:text}").with("host", "All").field("q"));
    }

    @Test
    void putsATextForAllInAsItIs() {
        String variable = QUERY.formatted("{'value':'$__all'}", "[]", ",'allValue':'.*'");
        assertEquals(
                "up{job=~'.*'}",
                asked(variable, "prom", "expr", "up{job=~`$job`}").field("expr").replace('`', '\''));
    }

    @Test
    void asksForTheValuesThatTheDashboardDoesNotHold() {
        assertEquals(
                "variable 'job' means all values, which the dashboard does not hold; give its values in 'variables: { job: … }'",
                asked(QUERY.formatted("{'value':['$__all']}", "[]", ""), "prom", "expr", "$job")
                        .refusal());
        assertEquals(
                "variable 'job' has no saved value; give its values in 'variables: { job: … }'",
                asked("{'type':'query','name':'job','current':{}}", "prom", "expr", "$job")
                        .refusal());
    }

    @Test
    void asksOnlyForVariablesThatAreUsed() {
        assertEquals(
                "up",
                asked("{'type':'query','name':'job'}", "prom", "expr", "up").field("expr"));
    }

    @Test
    void takesTheFirstOptionWhereNothingIsSaved() {
        assertEquals(
                "x",
                asked("{'type':'custom','name':'v','query':'x,y'}", "prom", "expr", "$v")
                        .field("expr"));
    }

    @Test
    void takesConstantsIntervalsAndSwitches() {
        assertEquals(
                "7",
                asked("{'type':'constant','name':'v','query':'7'}", "prom", "expr", "$v")
                        .field("expr"));
        assertEquals(
                "on",
                asked("{'type':'switch','name':'v','current':{'value':'on'}}", "prom", "expr", "$v")
                        .field("expr"));
        assertEquals(
                "2m 2m",
                asked(
                                "{'type':'interval','name':'v','query':'1m,5m','auto':true,'auto_count':30,'auto_min':'10s',"
                                        + "'current':{'value':'$__auto_interval_v'}}",
                                "prom",
                                "expr",
                                "$v $__auto_interval_v")
                        .field("expr"));
    }

    @Test
    void followsVariablesInVariablesAndRefusesCircles() {
        String inner = "{'type':'constant','name':'env','query':'prod'}";
        String outer = "{'type':'custom','name':'v','query':'$env-eu','current':{}}";
        assertEquals("prod-eu", asked(inner + "," + outer, "prom", "expr", "$v").field("expr"));
        String circle = "{'type':'custom','name':'v','includeAll':true,'allValue':'x$v','current':{'value':'$__all'}}";
        assertEquals(
                "variable 'v' refers to itself",
                asked(circle, "prom", "expr", "$v").refusal());
    }

    @Test
    void refusesUnknownNamesAndTooManyValues() {
        assertEquals(
                "the dashboard has no variable 'hots'; it has host",
                asked(HOSTS, "prom", "expr", "up").with("hots", "a").refusal());
        assertEquals(
                "variable 'v' takes one value; 2 are given",
                asked("{'type':'textbox','name':'v'}", "prom", "expr", "$v")
                        .with("v", "a", "b")
                        .refusal());
    }

    @Test
    void refusesFiltersThatOnlyThePageApplies() {
        String filters = "{'type':'adhoc','name':'f','datasource':{'uid':'%s'},'filters':[{'key':'a'}]}";
        assertTrue(
                asked(filters.formatted("prom"), "prom", "expr", "up").refusal().contains("adds filters"));
        assertEquals(
                "up", asked(filters.formatted("loki"), "prom", "expr", "up").field("expr"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'kind':'AdhocVariable','group':'prometheus','datasource':{'name':'prom2'},"
                        + "'spec':{'name':'f','filters':[{'key':'a'}]}}",
                "{'kind':'GroupByVariable','group':'prometheus','datasource':{'name':'prom2'},"
                        + "'spec':{'name':'g','current':{'value':['a']}}}",
                "{'kind':'AdhocVariable','spec':{'name':'f','filters':[{'key':'a'}],"
                        + "'datasource':{'type':'prometheus','uid':'prom2'}}}",
            })
    void refusesFiltersOfSchemaV2ForTheirDataSourceOnly(String variable) {
        String dashboard = "{'elements':{'p':{'kind':'Panel','spec':{'id':1,'data':{'kind':'QueryGroup','spec':{"
                + "'queries':[{'kind':'PanelQuery','spec':{'refId':'A','query':{'kind':'DataQuery',"
                + "'group':'prometheus','datasource':{'name':'%s'},'spec':{'expr':'up'}}}}]}}}}},"
                + "'variables':[" + variable + "]}";
        assertTrue(Asked.of(dashboard.formatted("prom2")).refusal().contains("adds filters"));
        assertEquals("up", Asked.of(dashboard.formatted("prom")).field("expr"));
    }

    @Test
    void readsTheValueOfAnOldRepeatedPanelAndRefusesSeveralOfANewOne() {
        String query = "'datasource':{'uid':'prom'},'targets':[{'expr':'$host'}]";
        assertEquals(
                "z",
                Asked.panel(HOSTS, "'scopedVars':{'host':{'value':'z'}}," + query)
                        .field("expr"));
        assertTrue(Asked.panel(HOSTS, "'repeat':'host'," + query)
                .with("host", "a", "b")
                .refusal()
                .contains("is repeated for each value of variable 'host'"));
    }

    @Test
    void leavesIntervalsToTheServersThatReadThem() {
        String text = "$__interval $__rate_interval ${__range} $__range_s";
        assertEquals(text, asked("", "prom", "expr", text).field("expr"));
        assertEquals("5s 1m 3600s 3600", asked("", "test", "q", text).field("q"));
        assertEquals(
                "$__timeGroup(t, 1m) $__timeFilter(t) $__timeFrom()",
                asked("", "pg", "rawSql", "$__timeGroup(t, $__interval) $__timeFilter(t) $__timeFrom()")
                        .field("rawSql"));
    }

    @Test
    void knowsTheWindowAndTheDashboard() {
        assertEquals(
                "1795410000000 2026-11-23T06:00:00.000Z 2026-11 utc D d1 ${__user.login} $__org",
                asked(
                                "",
                                "test",
                                "q",
                                "$__from ${__to:date} ${__from:date:YYYY-MM} $__timezone $__dashboard ${__dashboard.uid}"
                                        + " ${__user.login} $__org")
                        .field("q"));
    }

    @Test
    void spreadsAListOfResources() {
        assertEquals(
                "[\"/r/a\",\"b\",\"/r/fixed\"]",
                Asked.panel(
                                "{'type':'query','name':'r','multi':true,'current':{'value':['a','b']}}",
                                "'datasource':{'uid':'az'},'targets':[{'azureLogAnalytics':"
                                        + "{'resources':['/r/$r','/r/fixed']}}]")
                        .only()
                        .queries()
                        .get(0)
                        .path("azureLogAnalytics")
                        .path("resources")
                        .toString());
    }

    private static Asked asked(String variables, String source, String field, String text) {
        return Asked.panel(
                variables, "'datasource':{'uid':'" + source + "'},'targets':[{'" + field + "':'" + text + "'}]");
    }
}
