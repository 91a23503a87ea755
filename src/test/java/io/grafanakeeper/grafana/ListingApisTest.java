package io.grafanakeeper.grafana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import io.grafanakeeper.sandbox.grafana.Flavour;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Lists folders, library panels and resources from servers of several ages. */
class ListingApisTest {
    @Test
    void listsOneLevelOfNestedFolders() {
        try (FakeGrafana grafana = grafana(Flavour.V11_6)) {
            grafana.putFolder("a", "A", "");
            grafana.putFolder("b", "B", "a");
            FoldersApi folders = new FoldersApi(client(grafana));
            assertEquals(List.of("a"), uids(folders.children("")));
            assertEquals("a", folders.children("a").get(0).parentUid());
            assertEquals(List.of(), folders.children("b"));
            assertThrows(GrafanaException.NotFound.class, () -> folders.children("missing"));
        }
    }

    @Test
    void endsAtAServerThatIgnoresPageAndParent() {
        try (FakeGrafana grafana = grafana(Flavour.V7_5)) {
            grafana.putFolder("a", "A", "");
            grafana.putFolder("b", "B", "");
            FoldersApi folders = new FoldersApi(client(grafana));
            assertEquals(List.of("a", "b"), uids(folders.children("")));
            assertEquals(List.of(), folders.children("a"));
        }
        String thousand = IntStream.range(0, 1000)
                .mapToObj(i -> "{\"uid\":\"f" + i + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
        try (ApiServer server = new ApiServer(path -> thousand)) {
            assertEquals(1000, new FoldersApi(server.client()).children("").size());
            assertEquals(2, server.asked().size());
        }
    }

    @Test
    void readsLibraryPanelsByTheRouteThatTheServerHas() {
        for (Flavour flavour : List.of(Flavour.V7_5, Flavour.V11_6)) {
            try (FakeGrafana grafana = grafana(flavour)) {
                grafana.seedSamples();
                assertEquals(
                        "uptime",
                        new LibraryApi(client(grafana))
                                .panels()
                                .get(0)
                                .path("uid")
                                .asText(),
                        flavour.toString());
            }
        }
        try (ApiServer server = new ApiServer(path -> "404")) {
            assertThrows(GrafanaException.NotFound.class, () -> new LibraryApi(server.client()).panels());
        }
    }

    @Test
    void findsTheLibraryPanelThatADeletionBetweenTwoPagesHid() {
        List<Integer> panels = IntStream.range(0, 150).boxed().collect(Collectors.toList());
        try (ApiServer server = new ApiServer(path -> {
            int page = Integer.parseInt(path.substring(path.lastIndexOf('=') + 1));
            if (page == 2) {
                panels.remove(Integer.valueOf(0));
            }
            return panels.stream()
                    .skip((page - 1) * 100L)
                    .limit(100)
                    .map(i -> "{\"uid\":\"p" + i + "\"}")
                    .collect(Collectors.joining(",", "{\"result\":{\"elements\":[", "]}}"));
        })) {
            assertEquals(150, new LibraryApi(server.client()).panels().size());
        }
    }

    @Test
    void findsDashboardsStoredAsV2AndReadsThemAsStored() {
        try (FakeGrafana grafana = grafana(Flavour.V13_1)) {
            grafana.seedSamples();
            grafana.putDashboard(
                    "services",
                    ("{\"apiVersion\":\"dashboard.grafana.app/v2beta1\",\"kind\":\"Dashboard\",\"metadata\":{\"name\":\"two\"},"
                                    + "\"spec\":{\"title\":\"Two\",\"elements\":{},\"x\":1.0}}")
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
            KubernetesApi api = new KubernetesApi(client(grafana));
            assertEquals(Map.of("two", "v2beta1"), api.storedAsV2());
            assertEquals(
                    "dashboard.grafana.app/v2beta1",
                    api.read("v2beta1", "two").path("apiVersion").asText());
        }
    }

    @Test
    void findsNoV2DashboardWhereTheServerDoesNotHaveTheApi() {
        try (FakeGrafana grafana = grafana(Flavour.V11_6)) {
            assertEquals(Map.of(), new KubernetesApi(client(grafana)).storedAsV2());
        }
    }

    @Test
    void beginsAListingAnewWhenItsMarkExpired() {
        AtomicInteger expired = new AtomicInteger();
        try (ApiServer server = new ApiServer(path -> {
            if (path.endsWith("/api/org")) {
                return "{\"id\":7}";
            }
            if (path.endsWith(".app/")) {
                return "{\"versions\":[{\"version\":\"v2\"},{\"version\":\"v1\"}],\"preferredVersion\":{\"version\":\"v1\"}}";
            }
            if (path.contains("continue=")) {
                return expired.getAndIncrement() == 0 ? "410" : resources("", "b");
            }
            return resources("mark /", "a");
        })) {
            assertEquals(Map.of("a", "v2", "b", "v2"), new KubernetesApi(server.client()).storedAsV2());
            assertTrue(
                    server.asked()
                            .contains(
                                    "/apis/dashboard.grafana.app/v1/namespaces/org-7/dashboards?limit=100&continue=mark%20%2F"),
                    () -> server.asked().toString());
        }
    }

    @Test
    void failsWhenAResourceListingIsNone() {
        for (String answer :
                List.of("{}", "[]", "{\"items\":{}}", "{\"items\":\"x\"}", "{\"items\":[null]}", "{\"items\":[{}]}")) {
            try (ApiServer server = new ApiServer(path -> path.endsWith("/api/org")
                    ? "{\"id\":1}"
                    : path.endsWith(".app/")
                            ? "{\"versions\":[{\"version\":\"v2\"}],\"preferredVersion\":{\"version\":\"v2\"}}"
                            : answer)) {
                assertThrows(
                        GrafanaException.BadAnswer.class,
                        () -> new KubernetesApi(server.client()).storedAsV2(),
                        answer);
            }
        }
    }

    private static String resources(String next, String name) {
        return "{\"metadata\":{\"continue\":\"" + next + "\"},\"items\":[{\"metadata\":{\"name\":\"" + name
                + "\"},\"spec\":{\"big\":[1,{}]},\"status\":{\"conversion\":{\"storedVersion\":\"v2\"}}}]}";
    }

    private static List<String> uids(List<Folder> folders) {
        return folders.stream().map(Folder::uid).toList();
    }

    private static FakeGrafana grafana(Flavour flavour) {
        return FakeGrafana.builder().flavour(flavour).build().start();
    }

    private static GrafanaClient client(FakeGrafana grafana) {
        String token = grafana.mintToken("t", "Admin", null);
        return new GrafanaClient(
                grafana.endpoint(),
                SecretCredential.bearer(() -> token, Clock.systemUTC()),
                null,
                Limits.of(4, null),
                GrafanaClient.transport(),
                Clock.systemUTC());
    }
}
