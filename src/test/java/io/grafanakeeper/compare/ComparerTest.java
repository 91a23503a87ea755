package io.grafanakeeper.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.archive.BackupState;
import io.grafanakeeper.archive.Content;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemFailure;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.grafana.Limits;
import io.grafanakeeper.grafana.SecretCredential;
import io.grafanakeeper.inventory.Connection;
import io.grafanakeeper.inventory.GrafanaSource;
import io.grafanakeeper.runs.ProblemException;
import io.grafanakeeper.sandbox.grafana.Exchange;
import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import io.grafanakeeper.sandbox.grafana.Fault;
import io.grafanakeeper.settings.Auth;
import io.grafanakeeper.settings.BackupSettings;
import io.grafanakeeper.settings.FolderFilter;
import io.grafanakeeper.settings.Include;
import io.grafanakeeper.settings.Kind;
import io.grafanakeeper.settings.Retention;
import io.grafanakeeper.settings.Target;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ComparerTest {
    private static final String FIRST = "20261118T060000Z-0001";
    private static final String SECOND = "20261119T060000Z-0002";
    private static final String THIRD = "20261120T060000Z-0003";
    private static final Set<Include> EVERYTHING = EnumSet.allOf(Include.class);

    private final MemoryStore store = new MemoryStore();
    private final FakeGrafana grafana = FakeGrafana.builder().build().start();

    @AfterEach
    void stop() {
        grafana.close();
    }

    @Test
    void putsItemsIntoEveryListThatIsTrueOfThem() {
        store.backup(
                FIRST,
                store.dashboard("gone", "Gone", "A", "{'title':'Gone'}".replace('\'', '"')),
                store.dashboard("same", "Same", "A", "{\"a\":1,\"b\":2}"),
                store.dashboard("moved", "Moved", "A", "{\"a\":1}"),
                store.dashboard("both", "Both", "A", "{\"title\":\"Both\",\"refresh\":\"1m\"}"));
        store.backup(
                SECOND,
                store.dashboard("new", "New", "B", "{}"),
                store.dashboard("same", "Same", "A", "{\"b\":2,\"a\":1}"),
                store.dashboard("moved", "Moved", "B", "{\"a\":1}"),
                store.dashboard("both", "Now", "B", "{\"title\":\"Now\",\"refresh\":\"5m\"}"));
        JsonNode answer = compare("", "", Map.of());
        assertEquals(
                "{\"target\":\"demo\",\"from\":\"" + FIRST + "\",\"to\":\"" + SECOND + "\","
                        + "\"added\":[{\"kind\":\"dashboard\",\"uid\":\"new\",\"title\":\"New\",\"folderPath\":\"B\"}],"
                        + "\"removed\":[{\"kind\":\"dashboard\",\"uid\":\"gone\",\"title\":\"Gone\",\"folderPath\":\"A\"}],"
                        + "\"moved\":[{\"kind\":\"dashboard\",\"uid\":\"moved\",\"title\":\"Moved\",\"folderPath\":\"B\","
                        + "\"was\":\"A\"},"
                        + "{\"kind\":\"dashboard\",\"uid\":\"both\",\"title\":\"Now\",\"folderPath\":\"B\",\"was\":\"A\"}],"
                        + "\"renamed\":[{\"kind\":\"dashboard\",\"uid\":\"both\",\"title\":\"Now\",\"folderPath\":\"B\","
                        + "\"was\":\"Both\"}],"
                        + "\"changed\":[{\"kind\":\"dashboard\",\"uid\":\"both\",\"title\":\"Now\",\"folderPath\":\"B\","
                        + "\"patch\":[{\"op\":\"replace\",\"path\":\"/refresh\",\"value\":\"5m\"},"
                        + "{\"op\":\"replace\",\"path\":\"/title\",\"value\":\"Now\"}],"
                        + "\"sentences\":[\"refresh interval changed from 1m to 5m\",\"title changed from Both to Now\"]}],"
                        + "\"unchanged\":1,\"failures\":[]}",
                answer.toString());
    }

    @Test
    void readsOnlyWhatChanged() {
        store.backup(FIRST, store.dashboard("a", "A", "", "{}"), store.dashboard("b", "B", "", "{}"));
        store.backup(SECOND, store.dashboard("a", "A", "", "{}"), store.dashboard("b", "B", "", "{\"x\":1}"));
        compare("", "", Map.of());
        assertEquals(2, store.reads.get());
    }

    @Test
    void takesATimeAndSkipsPartialAndPiecemealBackups() {
        store.backup(FIRST, store.dashboard("a", "A", "", "{}"));
        store.backup("20261119T050000Z-0009", BackupState.PARTIAL, "all", List.of(), List.of());
        store.backup("20261119T051000Z-0009", BackupState.COMPLETE, "items", List.of(), List.of());
        store.backup(SECOND, store.dashboard("a", "A", "", "{}"));
        store.backup(THIRD, store.dashboard("a", "A", "", "{}"));
        assertEquals(
                SECOND,
                compare("2026-11-19T06:00:00Z", "latest", Map.of()).path("from").asText());
        assertEquals(
                FIRST,
                compare("2026-11-19T05:59:59Z", "", Map.of()).path("from").asText());
        assertEquals(SECOND, compare("", "", Map.of()).path("from").asText());
        assertEquals(FIRST, compare("", SECOND, Map.of()).path("from").asText());
        assertThrows(ProblemException.class, () -> compare("2026-11-17T06:00:00Z", "", Map.of()));
        assertThrows(ProblemException.class, () -> compare("", FIRST, Map.of()));
    }

    @Test
    void takesNothingForRemovedThatABackupCouldNotReadOrDidNotLookFor() {
        Item a = store.dashboard("a", "A", "", "{}");
        Item b = store.dashboard("b", "B", "", "{}");
        ItemFailure failure = new ItemFailure(ItemKind.DASHBOARD, "b", "B", "403 from Grafana");
        store.backup(FIRST, a, b);
        store.backup(SECOND, BackupState.PARTIAL, "all", List.of(a), List.of(failure));
        store.backup(THIRD, BackupState.COMPLETE, "items", List.of(a), List.of());
        JsonNode partial = compare(FIRST, SECOND, Map.of());
        assertEquals(
                "[{\"kind\":\"dashboard\",\"uid\":\"b\",\"title\":\"B\",\"reason\":\"403 from Grafana\",\"side\":\"to\"}]",
                partial.path("failures").toString());
        assertEquals(0, partial.path("removed").size());
        assertEquals(0, compare(FIRST, THIRD, Map.of()).path("removed").size());
        assertEquals(0, compare(THIRD, FIRST, Map.of()).path("added").size());
    }

    @Test
    void namesAnObjectThatIsMissingOrCorrupt() {
        Item before = store.dashboard("a", "A", "", "{}");
        Item after = store.dashboard("a", "A", "", "{\"x\":1}");
        store.backup(FIRST, before);
        store.backup(SECOND, after);
        store.lose(before.sha256());
        JsonNode answer = compare("", "", Map.of());
        assertEquals("from", answer.path("failures").path(0).path("side").asText());
        assertTrue(answer.path("changed").path(0).path("patchOmitted").asBoolean());
        store.putObject(MemoryStore.TARGET, Content.of(MemoryStore.json("{}")));
        store.corrupt(after.sha256());
        assertEquals(
                "to",
                compare("", "", Map.of()).path("failures").path(0).path("side").asText());
    }

    @Test
    void comparesOnlyWhatIsSelectedAndKeepsWhatMovedOutOfTheFolder() {
        store.backup(FIRST, store.dashboard("a", "A", "Team", "{}"), store.dashboard("b", "B", "Team/Sub", "{}"));
        store.backup(
                SECOND,
                store.dashboard("a", "A", "Other", "{}"),
                store.dashboard("b", "B", "Team/Sub", "{}"),
                store.dashboard("c", "C", "Teams", "{}"));
        JsonNode folder = compare("", "", Map.of("folder", "/Team/"));
        assertEquals("a", folder.path("moved").path(0).path("uid").asText());
        assertEquals(0, folder.path("added").size());
        assertEquals(1, folder.path("unchanged").asInt());
        assertEquals(1, compare("", "", Map.of("uid", "c")).path("added").size());
        assertEquals(0, compare("", "", Map.of("kind", "folder")).path("added").size());
        assertThrows(ProblemException.class, () -> compare("", "", Map.of("uid", "nothing")));
        assertThrows(ProblemException.class, () -> compare("", "", Map.of("folder", "Tean")));
        assertThrows(ProblemException.class, () -> compare("", "", Map.of("kind", "panel")));
        assertThrows(ProblemException.class, () -> compare("live", "", Map.of()));
    }

    @Test
    void seesWhatHappenedInGrafanaSinceTheLatestBackup() {
        grafana.seedSamples();
        grafana.putFolder("away", "Away", "");
        String uid = put("", "{\"uid\":\"mine\",\"title\":\"Mine\",\"time\":{\"from\":\"now-6h\",\"to\":\"now\"}}");
        put("", "{\"uid\":\"mover\",\"title\":\"Mover\"}");
        Target target = target(EVERYTHING);
        store.backup(FIRST, new GrafanaSource(client(target), target.backup()).list());
        assertNothing(compare("", "live", Map.of()));

        put("", "{\"uid\":\"fresh\",\"title\":\"Fresh\"}");
        put("away", "{\"uid\":\"mover\",\"title\":\"Mover\"}");
        grafana.touchDashboard(uid, model -> model.withObject("/time").put("from", "now-1h"));
        JsonNode answer = compare("", "live", Map.of("kind", "dashboard"));
        assertEquals("live", answer.path("to").asText());
        assertEquals(List.of("fresh"), answer.path("added").findValuesAsText("uid"));
        assertEquals(List.of("mover"), answer.path("moved").findValuesAsText("uid"));
        assertEquals(List.of("mine"), answer.path("changed").findValuesAsText("uid"));
        assertEquals(
                "[\"time range changed from now-6h to now-1h\"]",
                answer.path("changed").path(0).path("sentences").toString());
        assertEquals(
                "[{\"op\":\"replace\",\"path\":\"/time/from\",\"value\":\"now-1h\"}]",
                answer.path("changed").path(0).path("patch").toString());
    }

    @Test
    void readsNothingOutsideTheSelection() {
        put("", "{\"uid\":\"one\",\"title\":\"One\"}");
        put("", "{\"uid\":\"two\",\"title\":\"Two\"}");
        store.backup(
                FIRST,
                new GrafanaSource(client(target(EVERYTHING)), target(EVERYTHING).backup()).list());
        List<String> read = new ArrayList<>();
        grafana.faults().intercept(exchange -> {
            synchronized (read) {
                read.add(exchange.path());
            }
            return Fault.pass();
        });
        compare("", "live", Map.of("uid", "one", "kind", "dashboard"));
        assertEquals(
                List.of("/api/dashboards/uid/one"),
                read.stream()
                        .filter(path -> path.startsWith("/api/dashboards/uid"))
                        .toList());
        assertTrue(read.stream().noneMatch(path -> path.startsWith("/api/datasources")));
    }

    @Test
    void leavesOutOfALiveComparisonWhatTheSettingsLeaveOut() {
        grafana.seedSamples();
        store.backup(
                FIRST,
                new GrafanaSource(client(target(EVERYTHING)), target(EVERYTHING).backup()).list());
        Target narrow = target(EnumSet.of(Include.DASHBOARDS));
        assertEquals(0, compare(narrow, "", "live", Map.of()).path("removed").size());
        assertThrows(ProblemException.class, () -> compare(narrow, "", "live", Map.of("kind", "folder")));
    }

    @Test
    void namesADashboardThatCannotBeReadAndFailsWithoutAListing() {
        put("", "{\"uid\":\"one\",\"title\":\"One\"}");
        put("", "{\"uid\":\"two\",\"title\":\"Two\"}");
        store.backup(
                FIRST,
                new GrafanaSource(client(target(EVERYTHING)), target(EVERYTHING).backup()).list());
        grafana.faults()
                .intercept(exchange ->
                        exchange.path().endsWith("/one") ? Fault.status(403, "Access denied") : Fault.pass());
        JsonNode answer = compare("", "live", Map.of("kind", "dashboard"));
        assertEquals(List.of("one"), answer.path("failures").findValuesAsText("uid"));
        assertEquals(1, answer.path("unchanged").asInt());
        grafana.faults().intercept(exchange -> isSearch(exchange) ? Fault.status(403, "Access denied") : Fault.pass());
        assertThrows(GrafanaException.Forbidden.class, () -> compare("", "live", Map.of()));
    }

    @Test
    void givesUpInTimeAndSaysWhatToDo() {
        put("", "{\"uid\":\"one\",\"title\":\"One\"}");
        store.backup(FIRST, store.dashboard("one", "One", "", "{}"));
        grafana.faults()
                .intercept(exchange ->
                        exchange.path().endsWith("/one") ? Fault.hang(Duration.ofSeconds(30)) : Fault.pass());
        Comparer hasty = new Comparer(store, any -> Connection.to(client(any)), new TimeBudget(Duration.ofSeconds(3)));
        ProblemException tooLong = assertThrows(
                ProblemException.class,
                () -> hasty.compare(target(EVERYTHING), "", "live", Selection.of(Map.of("kind", "dashboard"))));
        assertEquals("the comparison takes longer than 3 s: compare less", tooLong.getMessage());
    }

    private static boolean isSearch(Exchange exchange) {
        return exchange.path().equals("/api/search");
    }

    private static void assertNothing(JsonNode answer) {
        for (String list : List.of("added", "removed", "moved", "renamed", "changed", "failures")) {
            assertEquals("[]", answer.path(list).toString(), list);
        }
        assertTrue(answer.path("unchanged").asInt() > 10);
    }

    private String put(String folder, String json) {
        return grafana.putDashboard(folder, json.getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode compare(String from, String to, Map<String, String> parameters) {
        return compare(target(EVERYTHING), from, to, parameters);
    }

    private JsonNode compare(Target target, String from, String to, Map<String, String> parameters) {
        Comparer comparer =
                new Comparer(store, any -> Connection.to(client(any)), new TimeBudget(Duration.ofMinutes(2)));
        Comparison comparison = comparer.compare(target, from, to, Selection.of(parameters));
        return MemoryStore.json(new String(ComparisonJson.write(comparison), StandardCharsets.UTF_8));
    }

    private Target target(Set<Include> include) {
        URI endpoint = grafana.endpoint();
        BackupSettings backup =
                new BackupSettings(include, new FolderFilter(List.of(), List.of()), new Retention(24, 30, 12, 24));
        return new Target(
                MemoryStore.TARGET,
                endpoint,
                Kind.SELF_HOSTED,
                new Auth.Basic("admin", "secret"),
                Target.DEFAULT_SCOPE,
                null,
                4,
                null,
                backup,
                null,
                null);
    }

    private static GrafanaClient client(Target target) {
        return new GrafanaClient(
                target.endpoint(),
                SecretCredential.basic("admin", () -> "admin", Clock.systemUTC()),
                null,
                Limits.of(target.concurrency(), null),
                GrafanaClient.transport(),
                Clock.systemUTC());
    }
}
