package io.grafanakeeper.panels;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Breaks dashboards at random places: whatever stands there, the answer is requests or a refusal. */
final class PanelQueriesFuzzTest {
    private static final String VARIABLES =
            "{'type':'custom','name':'a','multi':true,'includeAll':true,'query':'x,y : z',"
                    + "'current':{'value':['$__all']}},{'type':'interval','name':'b','query':'1m','auto':true,'auto_count':3,"
                    + "'auto_min':'1s','current':{'value':'auto'}},{'type':'datasource','name':'c','query':'prometheus','regex':'/P/i',"
                    + "'current':{'value':'prom'}},{'type':'adhoc','name':'d','datasource':{'uid':'x'},'filters':[]},"
                    + "{'type':'query','name':'e','allValue':'$a','current':{'value':'1'},'options':[{'text':'t','value':'v'}]}";
    private static final String CLASSIC = "{'templating':{'list':[" + VARIABLES + "]},'panels':[{'id':1,'repeat':'b',"
            + "'datasource':{'uid':'-- Mixed --'},'interval':'$b','maxDataPoints':100,'timeFrom':'1h','timeShift':'1d',"
            + "'scopedVars':{'b':{'value':'1m'}},'targets':[{'refId':'A','datasource':{'uid':'$c'},'expr':'$a [[b]] ${e:json}'},"
            + "{'refId':'B','hide':true,'datasource':{'uid':'az'},'q':{'resources':['$a']}},"
            + "{'refId':'C','datasource':{'type':'__expr__'},'expression':'$B ${__from:date:YYYY}','conditions':["
            + "{'query':{'params':['A']}}]},{'refId':'D','datasource':'-- Dashboard --','panelId':2}]}],"
            + "'rows':[{'repeat':'a','panels':[{'id':2,'libraryPanel':{'uid':'shared'}}]}]}";
    private static final String ELEMENTS =
            "{'apiVersion':'v2','spec':{'variables':[{'kind':'CustomVariable','spec':{'name':'a',"
                    + "'query':'x'}}],'layout':{'items':[{'spec':{'repeat':{'value':'a'},'element':{'name':'p'}}}]},'elements':{'p':{"
                    + "'kind':'Panel','spec':{'id':1,'data':{'spec':{'queryOptions':{'interval':'1m'},'queries':[{'spec':{'refId':'A',"
                    + "'query':{'kind':'DataQuery','group':'prometheus','datasource':{'name':'prom'},'spec':{'expr':'$a'}}}}]}}}}}}}";
    private static final List<Supplier<JsonNode>> JUNK = List.of(
            JsonNodeFactory.instance::nullNode,
            () -> JsonNodeFactory.instance.textNode(""),
            () -> JsonNodeFactory.instance.textNode(
                    "$a ${b} ${c:} ${__from:date:YYYYYY} $__auto_interval_b [[d]] ${e:date}"),
            () -> JsonNodeFactory.instance.textNode("/(/"),
            () -> JsonNodeFactory.instance.textNode("99999999999y"),
            () -> JsonNodeFactory.instance.textNode("99999y"),
            () -> JsonNodeFactory.instance.textNode("$__all"),
            () -> JsonNodeFactory.instance.numberNode(-1),
            () -> JsonNodeFactory.instance.numberNode(Long.MAX_VALUE),
            () -> JsonNodeFactory.instance.numberNode(1e300),
            () -> JsonNodeFactory.instance.booleanNode(true),
            JsonNodeFactory.instance::arrayNode,
            () -> JsonNodeFactory.instance.arrayNode().addNull().add("x"),
            JsonNodeFactory.instance::objectNode,
            () -> Asked.json("{'value':{'value':[]},'uid':7,'type':[]}"));

    @Test
    void answersOrRefusesWhateverItIsGiven() {
        Random random = new Random(20261123);
        int answered = 0;
        for (int round = 0; round < 1500; round++) {
            ObjectNode dashboard = Asked.json(round % 3 == 0 ? ELEMENTS : CLASSIC);
            for (int breaks = random.nextInt(4); breaks >= 0; breaks--) {
                damage(dashboard, random);
            }
            try {
                PanelQueries.of(dashboard, 1, Map.of(), Asked.HOUR, Asked.SOURCES, uid -> null);
                answered++;
            } catch (PanelException e) {
                assertTrue(String.valueOf(e.getMessage()).length() < 2000);
            }
        }
        assertTrue(answered > 200, answered + " answered");
    }

    private static void damage(ObjectNode dashboard, Random random) {
        List<JsonNode> containers = new ArrayList<>();
        collect(dashboard, containers);
        JsonNode container = containers.get(random.nextInt(containers.size()));
        JsonNode junk = JUNK.get(random.nextInt(JUNK.size())).get();
        if (container instanceof ObjectNode object && !object.isEmpty()) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            object.set(names.get(random.nextInt(names.size())), junk);
        } else if (container instanceof ArrayNode array) {
            array.add(junk);
        }
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }
}
