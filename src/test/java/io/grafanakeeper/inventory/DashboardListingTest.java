package io.grafanakeeper.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.grafanakeeper.archive.Content;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import io.grafanakeeper.sandbox.grafana.Fault;
import io.grafanakeeper.sandbox.grafana.Flavour;
import io.grafanakeeper.sandbox.grafana.LegacyReadOfV2;
import io.grafanakeeper.settings.BackupSettings;
import io.grafanakeeper.settings.FolderFilter;
import io.grafanakeeper.settings.Include;
import io.grafanakeeper.settings.Retention;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lists what Grafanas with a Kubernetes-style API hold, and holds that against what the older API gives. */
class DashboardListingTest {
    private static final String GET = "GET /api/dashboards/uid/:uid";
    private static final String LIST = "GET /apis/dashboard.grafana.app/:version/namespaces/:namespace/dashboards";
    private static final int MANY = 2_501;

    @ParameterizedTest
    @EnumSource(
            value = Flavour.class,
            names = {"V12_1", "V13_1"})
    void keepsTheSameObjectsThroughBothApis(Flavour flavour) {
        try (FakeGrafana grafana = grafana(flavour)) {
            seed(grafana);
            Map<String, Draft> listed = drafts(grafana);
            assertEquals(0, grafana.requests().count(GET), "the older API was asked for a dashboard");
            grafana.faults()
                    .intercept(exchange ->
                            exchange.path().startsWith("/apis/") ? Fault.status(404, "Not found") : Fault.pass());
            Map<String, Draft> legacy = drafts(grafana);
            assertEquals(described(legacy), described(listed));
            assertTrue(in(listed, "dashboard provisioned").provisioned());
            assertEquals("f1", in(listed, "dashboard nested").place().folderUid());
            assertEquals("user:uadmin", in(listed, "dashboard nested").updatedBy());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Flavour.class,
            names = {"V12_1", "V13_1"})
    void readsOnlyThoseAgainThatAreStoredOtherwise(Flavour flavour) {
        try (FakeGrafana grafana = grafana(flavour)) {
            seed(grafana);
            grafana.putDashboard("f1", v2("two", "v2beta1"));
            Map<String, Draft> drafts = drafts(grafana);
            assertEquals(
                    "dashboard.grafana.app/v2beta1",
                    in(drafts, "dashboard two").content().path("apiVersion").asText());
            assertEquals(
                    "{\"a\":{\"x\":1.0}}",
                    in(drafts, "dashboard two").content().at("/spec/elements").toString());
            assertEquals(0, grafana.requests().count(GET));
            assertEquals(1, grafana.requests().count(LIST + "/:name"));
            assertEquals(2, grafana.requests().count(LIST), "the preferred version once, then the one that most have");
            assertEquals(0, grafana.requests().count("GET /api/folders"));
        }
    }

    @Test
    void listsManyDashboardsInPagesOfFiveHundred() {
        try (FakeGrafana grafana = grafana(Flavour.V13_1)) {
            for (int i = 0; i < MANY; i++) {
                grafana.putDashboard("", v2("d" + i, "v2"));
            }
            try (Listing listing = source(grafana).list()) {
                assertEquals(MANY, listing.items().size());
                assertEquals(
                        "d7", in(byKey(listing), "dashboard d7").read().get().uid());
            }
            assertEquals(6, grafana.requests().count(LIST));
            assertTrue(
                    grafana.requests().total() < 16,
                    () -> grafana.requests().byRoute().toString());
        }
    }

    @Test
    void readsSinglyWhatOnlyTheSearchShowsAndTellsWhatCannotBeRead() {
        try (FakeGrafana grafana = FakeGrafana.builder()
                .flavour(Flavour.V13_1)
                .legacyReadOfV2(LegacyReadOfV2.CONVERT)
                .build()
                .start()) {
            grafana.putDashboard("", v1("one", ""));
            grafana.putDashboard("", v2("two", "v2beta1"));
            grafana.putDashboard("", v2("hidden", "v2"));
            grafana.faults().intercept(exchange -> {
                if (exchange.path().endsWith("/dashboards")) {
                    return Fault.status(200, "{\"items\":[]}", Map.of());
                }
                return exchange.path().endsWith("/hidden") ? Fault.status(403, "no") : Fault.pass();
            });
            try (Listing listing = source(grafana).list()) {
                Map<String, Pending> items = byKey(listing);
                assertEquals("One one", in(items, "dashboard one").read().get().title());
                assertTrue(in(items, "dashboard two")
                        .read()
                        .get()
                        .content()
                        .at("/spec/elements/a")
                        .isObject());
                assertThrows(
                        GrafanaException.Forbidden.class,
                        () -> in(items, "dashboard hidden").read().get());
            }
            assertEquals(1, grafana.requests().count(GET), "only for the one that is known not to be v2");
        }
    }

    @Test
    void goesBackToTheOlderApiWhereTheNewOneIsForbidden() {
        try (FakeGrafana grafana = grafana(Flavour.V13_1)) {
            seed(grafana);
            grafana.faults()
                    .intercept(
                            exchange -> exchange.path().startsWith("/apis/") ? Fault.status(403, "no") : Fault.pass());
            assertEquals(6, drafts(grafana).size());
            assertEquals(4, grafana.requests().count(GET));
        }
    }

    @Test
    void takesDashboardsByTheirFolder() {
        try (FakeGrafana grafana = grafana(Flavour.V12_1)) {
            seed(grafana);
            FolderFilter only = new FolderFilter(List.of("Zone"), List.of());
            try (Listing listing = new GrafanaSource(FolderListingTest.client(grafana), settings(only)).list()) {
                assertEquals(
                        List.of("dashboard nested", "dashboard top", "folder f0", "folder f1"),
                        List.copyOf(byKey(listing).keySet()));
            }
        }
    }

    @Test
    void leavesNoFileOpenWhateverHappens() throws IOException {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")));
        try (FakeGrafana grafana = grafana(Flavour.V13_1)) {
            seed(grafana);
            try (Listing listing = source(grafana).list()) {
                assertEquals(1, openFiles(), "the listing's own");
                assertFalse(listing.items().isEmpty());
            }
            assertEquals(0, openFiles());
            grafana.faults()
                    .intercept(
                            exchange -> exchange.query().contains("dash-db") ? Fault.status(403, "no") : Fault.pass());
            assertThrows(GrafanaException.Forbidden.class, () -> source(grafana).list());
            grafana.faults()
                    .intercept(exchange ->
                            exchange.path().endsWith("/dashboards") ? Fault.status(400, "no") : Fault.pass());
            assertThrows(GrafanaException.Rejected.class, () -> source(grafana).list());
            assertEquals(0, openFiles());
        }
    }

    private static long openFiles() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(link -> target(link).contains("/grafana-list-")).count();
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closed) {
            return "";
        }
    }

    /** Makes two folders, one in the other, whose order by uid is not that of parents first, and four dashboards. */
    private static void seed(FakeGrafana grafana) {
        grafana.putFolder("f1", "Zone", "");
        grafana.putFolder("f0", "Inner", "f1");
        grafana.putDashboard("f1", v1("nested", ",\"version\":7,\"id\":null,\"rows\":[{\"x\":1e3}]"));
        grafana.putDashboard("f0", v1("top", ",\"schemaVersion\":16,\"big\":9007199254740993,\"small\":-0.0"));
        grafana.putDashboard("", v1("provisioned", ""));
        grafana.putDashboard("", v1("root", ""));
        grafana.provisionDashboard("provisioned", "a.json");
        grafana.touchDashboard("top", model -> model.put("touched", true));
    }

    private static byte[] v1(String uid, String more) {
        return ("{\"uid\":\"" + uid + "\",\"title\":\"One " + uid + "\",\"panels\":[{\"id\":1}]" + more + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] v2(String uid, String version) {
        return ("{\"apiVersion\":\"dashboard.grafana.app/" + version
                        + "\",\"kind\":\"Dashboard\",\"metadata\":{\"name\":\"" + uid
                        + "\"},\"spec\":{\"title\":\"Two\",\"elements\":{\"a\":{\"x\":1.0}}}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Returns all that is kept of each item but who saved it, which the two APIs name differently. */
    private static Map<String, String> described(Map<String, Draft> drafts) {
        Map<String, String> described = new TreeMap<>();
        drafts.forEach((key, draft) -> described.put(
                key,
                List.of(
                                Content.of(draft.content()).sha256(),
                                draft.title(),
                                draft.place(),
                                String.valueOf(draft.id()),
                                String.valueOf(draft.version()),
                                String.valueOf(draft.updated()),
                                draft.provisioned())
                        .toString()));
        return described;
    }

    private static Map<String, Draft> drafts(FakeGrafana grafana) {
        try (Listing listing = source(grafana).list()) {
            Map<String, Draft> drafts = new TreeMap<>();
            byKey(listing).forEach((key, item) -> drafts.put(key, item.read().get()));
            return drafts;
        }
    }

    private static Map<String, Pending> byKey(Listing listing) {
        assertEquals(
                listing.items().size(),
                listing.items().stream()
                        .map(DashboardListingTest::key)
                        .distinct()
                        .count());
        return listing.items().stream()
                .collect(Collectors.toMap(DashboardListingTest::key, item -> item, (a, b) -> a, TreeMap::new));
    }

    private static <T> T in(Map<String, T> map, String key) {
        return Objects.requireNonNull(map.get(key), key);
    }

    private static String key(Pending item) {
        return (item.kind() == ItemKind.FOLDER ? "folder " : "dashboard ") + item.uid();
    }

    private static GrafanaSource source(FakeGrafana grafana) {
        return new GrafanaSource(FolderListingTest.client(grafana), settings(new FolderFilter(List.of(), List.of())));
    }

    private static BackupSettings settings(FolderFilter filter) {
        return new BackupSettings(EnumSet.of(Include.FOLDERS, Include.DASHBOARDS), filter, new Retention(1, 1, 1, 1));
    }

    private static FakeGrafana grafana(Flavour flavour) {
        return FakeGrafana.builder().flavour(flavour).build().start();
    }
}
