package io.grafanakeeper.grafana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import io.grafanakeeper.sandbox.grafana.Flavour;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Lists folders and library panels from servers of several ages. */
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
    void takesNoAnswerOfAnotherShapeForAnEmptyListOfAlerting() {
        try (ApiServer server = new ApiServer(
                path -> path.endsWith("policies") ? "{\"receiver\":\"r\"}" : path.endsWith("rules") ? "null" : "[]")) {
            AlertingApi alerting = new AlertingApi(server.client());
            assertEquals(1, alerting.list("policies").size());
            assertEquals(List.of(), alerting.list("alert-rules"));
            assertEquals(List.of(), alerting.list("contact-points"));
        }
        for (String answer : List.of("{\"items\":[{\"uid\":\"a\"}]}", "\"none\"")) {
            try (ApiServer server = new ApiServer(path -> answer)) {
                AlertingApi alerting = new AlertingApi(server.client());
                assertThrows(GrafanaException.BadAnswer.class, () -> alerting.list("alert-rules"), answer);
            }
        }
        for (String answer : List.of("[]", "null")) {
            try (ApiServer server = new ApiServer(path -> answer)) {
                AlertingApi alerting = new AlertingApi(server.client());
                assertThrows(GrafanaException.BadAnswer.class, () -> alerting.list("policies"), answer);
            }
        }
    }

    @Test
    void takesNoAnswerOfAnotherShapeForAnEmptyListOfResources() {
        try (ApiServer server = new ApiServer(path -> "{\"value\":[]}")) {
            assertEquals(List.of(), new ResourceManagerApi(server.client()).list("/subscriptions/s"));
        }
        for (String answer : List.of("{}", "{\"value\":[\"a\"]}")) {
            try (ApiServer server = new ApiServer(path -> answer)) {
                ResourceManagerApi manager = new ResourceManagerApi(server.client());
                assertThrows(GrafanaException.BadAnswer.class, () -> manager.list("/subscriptions/s"), answer);
            }
        }
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
