package io.grafanakeeper.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.http.HttpsPost;
import io.grafanakeeper.runs.Failure;
import io.grafanakeeper.runs.Outcome;
import io.grafanakeeper.runs.Run;
import io.grafanakeeper.runs.RunLog;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.sandbox.azure.FakeAppInsights;
import io.grafanakeeper.sandbox.azure.FakeIdentity;
import io.grafanakeeper.sandbox.azure.Fault;
import io.grafanakeeper.settings.AppSettings;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends telemetry over TLS to a stand-in that refuses what Application Insights would refuse. */
class AppInsightsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant BEGUN = Instant.parse("2026-11-20T06:00:00Z");
    private static final HttpClient HTTP = GrafanaClient.transport();

    private final List<String> asked = new ArrayList<>();
    private FakeIdentity identity;
    private FakeAppInsights fake;

    @BeforeEach
    void start() throws IOException {
        identity = FakeIdentity.start();
        fake = FakeAppInsights.start(identity);
    }

    @AfterEach
    void stop() {
        fake.close();
        identity.close();
    }

    @Test
    void aBackupBecomesAnEventWithColumnsAndTwoMetrics() {
        sink(fake.env()).note(done("backup", result("items", 7), new Failure("dashboard", "a", "A", "gone")), false);
        JsonNode event = fake.events("KeeperRun").get(0);
        assertEquals(
                tree("{'Job':'backup','Target':'prod','RunId':'r1','State':'partial','GivenUp':'false',"
                        + "'Result':'{\\'items\\':7}'}"),
                event.path("properties"));
        assertEquals(tree("{'Attempt':1,'Seconds':2.5,'Failures':1,'Items':7}"), event.path("measurements"));
        assertEquals(1, fake.metrics("keeper.backups").size());
        assertEquals(
                tree("{'ver':2,'metrics':[{'name':'keeper.backup.missing_items','value':1.0,'count':1}],"
                        + "'properties':{'Job':'backup','Target':'prod'}}"),
                fake.metrics("keeper.backup.missing_items").get(0));
        assertEquals(
                "2026-11-20T06:00:02.500Z", fake.items().get(0).path("time").asText());
        assertEquals("my-app", fake.items().get(0).at("/tags/ai.cloud.role").asText());
        assertEquals(List.of("own https://monitor.azure.com//.default"), asked);
    }

    @Test
    void theQueryReadsEveryColumnOfTheEventAndNoOther() throws IOException {
        ObjectNode result =
                result("items", 7).put("bytes", 1).put("requests", 2).put("throttled", 3);
        Run run = begun("backup").done(BEGUN, new Outcome(result, List.of(), 7, "the check does not hold"));
        sink(fake.env()).note(run, false);
        JsonNode event = fake.events("KeeperRun").get(0);
        String query = Files.readString(Path.of("infra", "queries", "KeeperRuns.kql"));
        assertTrue(query.contains("\"KeeperRun\""));
        for (String part : List.of("Properties", "Measurements")) {
            Set<String> sent = new TreeSet<>();
            event.path(part.toLowerCase(Locale.ROOT)).fieldNames().forEachRemaining(sent::add);
            Set<String> read = Pattern.compile(part + "\\.(\\w+)")
                    .matcher(query)
                    .results()
                    .map(match -> match.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(sent, read);
        }
    }

    @Test
    void aFailedBackupIsNotCountedAsOne() {
        sink(fake.env()).note(begun("backup").failed(BEGUN, "Grafana is away"), false);
        assertEquals(
                "Grafana is away",
                fake.events("KeeperRun").get(0).at("/properties/Error").asText());
        assertEquals(
                "failed",
                fake.events("KeeperRun").get(0).at("/properties/State").asText());
        assertEquals(1, fake.items().size());
    }

    @Test
    void aRotationTellsHowManyDaysAreLeft() {
        ObjectNode result = JSON.createObjectNode().put("credential", "ci").put("expires", "2026-11-23T18:00:02.5Z");
        sink(fake.env()).note(done("rotation", result), false);
        JsonNode metric = fake.metrics("keeper.credential.days_left").get(0);
        assertEquals(3.5, metric.at("/metrics/0/value").asDouble());
        assertEquals("ci", metric.at("/properties/Credential").asText());
    }

    @Test
    void aRotationWithoutAnEndTellsOfNone() {
        ObjectNode result = JSON.createObjectNode().put("credential", "ci").putNull("expires");
        sink(fake.env()).note(done("rotation", result), false);
        assertEquals(1, fake.items().size());
    }

    @Test
    void aMessageThatWasGivenUpIsCounted() {
        sink(fake.env()).note(begun("restore").givenUp(BEGUN, JSON.createObjectNode()), true);
        assertEquals(
                "true",
                fake.events("KeeperRun").get(0).at("/properties/GivenUp").asText());
        assertEquals(
                "restore",
                fake.metrics("keeper.messages.given_up")
                        .get(0)
                        .at("/properties/Job")
                        .asText());
    }

    @Test
    void whatIsTooLongForAColumnIsCutAndTheResultStaysJson() throws IOException {
        ObjectNode result = result("items", 7).put("why", "w".repeat(9000));
        for (int item = 0; item < 1000; item++) {
            result.withArray("failed").add("item " + item);
        }
        Run run = begun("restore").done(BEGUN.plusSeconds(1), new Outcome(result, List.of(), 7, "e".repeat(10_000)));
        sink(fake.env()).note(run, false);
        JsonNode properties = fake.events("KeeperRun").get(0).path("properties");
        assertEquals("{\"items\":7}", properties.path("Result").asText());
        assertEquals(8192, properties.path("Error").asText().length());
    }

    @Test
    void anIdentityOfItsOwnIsAskedByItsClientIdAndAnotherCloudByItsAudience() {
        Map<String, String> env = new HashMap<>(fake.env());
        env.put("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "ClientId=c1;Authorization=AAD");
        env.compute(
                "APPLICATIONINSIGHTS_CONNECTION_STRING",
                (name, value) -> value + ";AADAudience=https://monitor.azure.us/");
        assertThrows(ServiceException.class, () -> sink(env).note(done("backup", result("items", 1)), false));
        assertEquals(List.of("c1 https://monitor.azure.us//.default"), asked);
    }

    @Test
    void withoutAResourceNothingIsSentAndNobodySignsIn() {
        sink(Map.of()).note(done("backup", result("items", 1)), false);
        assertEquals(List.of(), fake.items());
        assertEquals(List.of(), asked);
    }

    @Test
    void withoutEntraTheKeyAloneIsSent() {
        Map<String, String> env = new HashMap<>(fake.env());
        env.remove("APPLICATIONINSIGHTS_AUTHENTICATION_STRING");
        assertTrue(refused(env).contains("401"));
        assertEquals(List.of(), asked);
    }

    @Test
    void anOutageIsTriedAgainAndThenTold() {
        fake.faults().next(Fault.status(503, ""), Fault.status(429, ""));
        sink(fake.env()).note(done("backup", result("items", 1)), false);
        assertEquals(1, fake.events("KeeperRun").size());
        fake.faults().when(call -> true, Fault.status(500, ""));
        assertTrue(refused(fake.env()).contains("Application Insights: it answered 500"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "canary-no-pairs",
                "InstrumentationKey=",
                "IngestionEndpoint=https://canary.example/",
                "InstrumentationKey=canary;IngestionEndpoint=http://canary.example/",
                "InstrumentationKey=canary;IngestionEndpoint=https://can ary/",
                "InstrumentationKey=canary;IngestionEndpoint=https://canary@canary.example/",
            })
    void aConnectionStringThatIsNoneIsToldWithoutItsText(String connection) {
        String said = refused(Map.of("APPLICATIONINSIGHTS_CONNECTION_STRING", connection));
        assertTrue(said.contains("APPLICATIONINSIGHTS_CONNECTION_STRING"), said);
        assertFalse(said.contains("canary"), said);
    }

    @Test
    void theKeyIsHidden() {
        Destination destination = Destination.of("instrumentationkey=canary", "", (client, scope) -> () -> "");
        assertEquals(
                "https://dc.services.visualstudio.com/v2.1/track",
                destination.track().toString());
        assertFalse(destination.toString().contains("canary"));
    }

    @Test
    void aRunIsWhatItIsWhenItsTelemetryIsLost() {
        List<String> warnings = new ArrayList<>();
        Logger log = Logger.getAnonymousLogger();
        log.setUseParentHandlers(false);
        log.setFilter(record -> {
            if (record.getLevel().equals(Level.WARNING)) {
                warnings.add(record.getMessage());
            }
            return false;
        });
        fake.faults().when(call -> true, Fault.status(403, ""));
        new RunLog(sink(fake.env())).tell(done("backup", result("items", 1)), log);
        assertEquals(List.of("telemetry of run r1 was not sent: Application Insights: it answered 403"), warnings);
    }

    private String refused(Map<String, String> env) {
        ServiceException refused =
                assertThrows(ServiceException.class, () -> sink(env).note(done("backup", result("items", 1)), false));
        assertNull(refused.getCause());
        return String.valueOf(refused.getMessage());
    }

    private AppInsights sink(Map<String, String> env) {
        Map<String, String> settings = new HashMap<>(env);
        settings.put("WEBSITE_SITE_NAME", "my-app");
        return new AppInsights(
                new AppSettings(settings::get),
                (clientId, scope) -> {
                    asked.add(clientId.orElse("own") + " " + scope);
                    return () -> "Bearer " + identity.token(scope.replaceAll("/\\.default$", ""));
                },
                new HttpsPost(() -> HTTP, Duration.ofMillis(1)));
    }

    private static Run begun(String job) {
        return Run.queued("r1", job, "prod", BEGUN).begun(BEGUN, 1);
    }

    private static Run done(String job, ObjectNode result, Failure... failures) {
        return begun(job).done(BEGUN.plusMillis(2500), new Outcome(result, List.of(failures), 1));
    }

    private static ObjectNode result(String name, int value) {
        return JSON.createObjectNode().put(name, value);
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json.replace("\\'", "\\\"").replace('\'', '"'));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
