package io.grafanakeeper.grafana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Lists dashboards through the Kubernetes-style API: pages, versions, and what may go wrong between two pages. */
class ResourceListingTest {
    private static final String DISCOVERY =
            "{\"versions\":[{\"version\":\"v2\"},{\"version\":\"v1\"},{\"version\":\"v0alpha1\"}],"
                    + "\"preferredVersion\":{\"version\":\"v1\"}}";

    @Test
    void takesEveryObjectFromThePagesAsItIsSpelled() {
        try (ApiServer server = server(
                        path -> path.contains("continue=") ? page("", "\"v1\"", "b") : page("mark /", "\"v1\"", "a"));
                ResourceList list = list(server).orElseThrow()) {
            assertEquals(List.of("a", "b"), uids(list));
            ListedResource second = list.all().get(1);
            assertEquals("Title of b é", second.title());
            assertEquals("f", second.folderUid());
            assertEquals("[1.0,{\"é\":1E+3}]", list.read(second).at("/spec/big").toString());
            assertEquals(List.of("?limit=500", "?limit=500&continue=mark%20%2F"), lists(server, "v1"));
        }
    }

    @Test
    void readsAgainWhatIsStoredInAnotherVersion() {
        try (ApiServer server = server(path -> path.endsWith("dashboards/b")
                        ? "{\"apiVersion\":\"dashboard.grafana.app/v2\",\"spec\":{\"whole\":true}}"
                        : page("", "\"v1\"", "a").replace("]}", "," + item("\"v2\"", "b") + "]}"));
                ResourceList list = list(server).orElseThrow()) {
            assertEquals("v2", list.all().get(1).stored());
            assertTrue(list.read(list.all().get(1)).at("/spec/whole").asBoolean());
            assertEquals("a", list.read(list.all().get(0)).at("/metadata/name").asText());
            assertEquals(
                    1,
                    server.asked().stream()
                            .filter(path -> path.contains("dashboards/"))
                            .count());
        }
    }

    @Test
    void followsADashboardThatIsSavedInAnotherVersionBetweenListingAndReading() {
        try (ApiServer server = server(path -> {
                    if (path.endsWith("v2/namespaces/org-7/dashboards/b")) {
                        return "{\"status\":{\"conversion\":{\"storedVersion\":\"v0alpha1\"}}}";
                    }
                    return path.endsWith("dashboards/b")
                            ? "{\"apiVersion\":\"dashboard.grafana.app/v0alpha1\",\"spec\":{}}"
                            : page("", "\"v1\"", "a").replace("]}", "," + item("\"v2\"", "b") + "]}");
                });
                ResourceList list = list(server).orElseThrow()) {
            assertEquals(
                    "v0alpha1", DashboardResource.version(list.read(list.all().get(1))));
        }
    }

    @Test
    void beginsAgainOnceInTheVersionThatMostAreStoredIn() {
        try (ApiServer server = server(path -> path.contains("/v0alpha1/")
                        ? page("", "\"v0alpha1\"", "a", "b").replace("]}", "," + item("\"v1\"", "c") + "]}")
                        : page("x", "\"v0alpha1\"", "a", "b", "z"));
                ResourceList list = list(server).orElseThrow()) {
            assertEquals(List.of("a", "b", "c"), uids(list));
            assertEquals(1, lists(server, "v1").size());
            assertEquals(List.of("?limit=500"), lists(server, "v0alpha1"));
        }
    }

    @Test
    void keepsToTheVersionOnceChosen() {
        try (ApiServer server = server(path -> path.contains("continue=")
                        ? page(
                                "",
                                "\"v2\"",
                                IntStream.range(0, 9).mapToObj(i -> "n" + i).toArray(String[]::new))
                        : page("x", "\"v1\"", "a"));
                ResourceList list = list(server).orElseThrow()) {
            assertEquals(10, list.all().size());
            assertEquals(List.of(), lists(server, "v2"));
        }
    }

    @Test
    void beginsAListingAnewWhenItsMarkExpired() {
        AtomicInteger expired = new AtomicInteger();
        try (ApiServer server = server(path -> {
                    if (path.contains("continue=")) {
                        return expired.getAndIncrement() == 0 ? "410" : page("", "\"v1\"", "b");
                    }
                    return page("mark", "\"v1\"", expired.get() == 0 ? "deleted" : "a");
                });
                ResourceList list = list(server).orElseThrow()) {
            assertEquals(List.of("a", "b"), uids(list));
            assertEquals("b", list.read(list.all().get(1)).at("/metadata/name").asText());
            assertEquals(4, lists(server, "v1").size());
        }
        try (ApiServer server = server(path -> path.contains("continue=") ? "410" : page("m", "\"v1\"", "a"))) {
            // Not an API that is absent: half a listing must never be taken for one.
            GrafanaException thrown = assertThrows(GrafanaException.class, () -> list(server));
            assertEquals(410, thrown.status());
            assertEquals(12, lists(server, "v1").size());
        }
    }

    @Test
    void isAbsentWhereTheServerHasNoneOrRefusesIt() {
        for (String status : List.of("404", "403")) {
            try (ApiServer server = new ApiServer(path -> status)) {
                assertTrue(list(server).isEmpty(), status);
            }
            try (ApiServer server = server(path -> status)) {
                assertTrue(list(server).isEmpty(), "the listing itself answers " + status);
            }
        }
    }

    @Test
    void goesOnBehindPagesThatBringNothingNew() {
        try (ApiServer server = server(path -> {
                    int mark = mark(path);
                    return mark < 4
                            ? page("" + (mark + 1), "\"v1\"", mark % 2 == 0 ? new String[] {"a"} : new String[0])
                            : page("", "\"v1\"", "b");
                });
                ResourceList list = list(server).orElseThrow()) {
            assertEquals(List.of("a", "b"), uids(list));
            assertEquals(5, lists(server, "v1").size());
        }
    }

    @Test
    void endsBehindTooManyPagesThatBringNothingNew() {
        try (ApiServer server = server(path -> page("" + (mark(path) + 1), "\"v1\"", "a"))) {
            assertThrows(GrafanaException.BadAnswer.class, () -> list(server));
            assertTrue(lists(server, "v1").size() <= 102);
        }
    }

    private static int mark(String path) {
        return path.contains("continue=") ? Integer.parseInt(path.substring(path.lastIndexOf('=') + 1)) : 0;
    }

    @Test
    void isNotAbsentWhereTheServerNamesNoVersions() {
        for (String answer : List.of("{}", "{\"versions\":[{}]}")) {
            try (ApiServer server = new ApiServer(path -> path.equals("/api/org") ? "{\"id\":7}" : answer)) {
                assertThrows(GrafanaException.BadAnswer.class, () -> list(server), answer);
            }
        }
    }

    @Test
    void failsWhenAnAnswerIsNoListing() {
        for (String answer : List.of(
                "{}",
                "{\"items\":[null]}",
                "{\"items\":[{}]}",
                page("", "\"v1\"", "a").replace("]}", ""),
                page("again", "\"v1\"", "a"))) {
            try (ApiServer server = server(path -> answer)) {
                assertThrows(GrafanaException.BadAnswer.class, () -> list(server), answer);
            }
        }
    }

    @Test
    void hasAnEmptyListing() {
        for (String answer : List.of("{\"items\":[]}", "{\"items\":null}")) {
            try (ApiServer server = server(path -> answer);
                    ResourceList list = list(server).orElseThrow()) {
                assertEquals(List.of(), list.all());
            }
        }
    }

    private static ApiServer server(UnaryOperator<String> answers) {
        Map<String, String> known = Map.of("/api/org", "{\"id\":7}", "/apis/dashboard.grafana.app/", DISCOVERY);
        return new ApiServer(path -> known.containsKey(path) ? known.get(path) : answers.apply(path));
    }

    private static Optional<ResourceList> list(ApiServer server) {
        return new KubernetesApi(server.client()).list();
    }

    private static List<String> uids(ResourceList list) {
        return list.all().stream().map(ListedResource::uid).toList();
    }

    /** Returns the queries of the listings that were asked for in a version. */
    private static List<String> lists(ApiServer server, String version) {
        String path = "/apis/dashboard.grafana.app/" + version + "/namespaces/org-7/dashboards?";
        return server.asked().stream()
                .filter(asked -> asked.startsWith(path))
                .map(asked -> asked.substring(path.length() - 1))
                .toList();
    }

    private static String page(String next, String stored, String... names) {
        return "{\"metadata\":{\"continue\":\"" + next + "\"},\"items\":["
                + Arrays.stream(names).map(name -> item(stored, name)).collect(Collectors.joining(" ,\n"))
                + "]}";
    }

    private static String item(String stored, String name) {
        return "{\"metadata\":{\"name\":\"" + name
                + "\",\"annotations\":{\"grafana.app/folder\":\"f\"}},\"spec\":{\"é\":[{\"title\":"
                + "\"not this\"}],\"title\":\"Title of " + name
                + " é\",\"big\":[1.0,{\"é\":1E+3}]},\"status\":{\"conversion\":"
                + "{\"storedVersion\":" + stored + "}}}";
    }
}
