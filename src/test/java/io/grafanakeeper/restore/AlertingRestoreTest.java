package io.grafanakeeper.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.archive.Content;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemFailure;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.json.LosslessJson;
import io.grafanakeeper.sandbox.grafana.Fault;
import io.grafanakeeper.sandbox.grafana.Faults;
import io.grafanakeeper.sandbox.grafana.Flavour;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Restores contact points, whose secrets Grafana does not give, and what names them. */
class AlertingRestoreTest {
    private static final String GIVEN = "{\"secrets\":{\"on-call\":{\"password\":\"hook-password\"},"
            + "\"pager\":{\"integrationKey\":\"pager-key\"},\"prom\":{\"basicAuthPassword\":\"prom-password\"}}}";
    private static final String PAGER = "{\"uid\":\"pager\",\"name\":\"Pager\",\"type\":\"pagerduty\",\"settings\":"
            + "{\"severity\":\"critical\",\"integrationKey\":\"pager-secret\"}}";
    private static final String TREE =
            "{\"receiver\":\"On call\",\"group_by\":[\"alertname\"],\"routes\":[{\"receiver\":"
                    + "\"On call\",\"mute_time_intervals\":[\"Weekends\"],\"routes\":[{\"receiver\":\"Pager\"}]}]}";
    private final List<String> sent = new ArrayList<>();

    @BeforeEach
    void forget() {
        sent.clear();
    }

    @ParameterizedTest
    @EnumSource(
            value = Flavour.class,
            names = {"V9_5", "V11_6", "V13_1"})
    void aWipedGrafanaComesBackByItselfWhenItsSecretsAreGiven(Flavour flavour) {
        try (Stand stand = filled(flavour)) {
            Manifest manifest = stand.backUp();
            String point = stand.grafana.contactPoint("on-call");
            stand.grafana.deleteEverything();
            Plan plan = stand.plan(manifest, GIVEN);
            assertTrue(
                    plan.steps().stream().allMatch(step -> step.action().writes()),
                    () -> plan.json().toPrettyString());
            assertEquals(List.of(), stand.restore(plan, GIVEN, AlertingRestoreTest::vault));
            assertEquals(point, stand.grafana.contactPoint("on-call"));
            assertTrue(String.valueOf(stand.grafana.contactPoint("pager")).contains("pager-secret"));
            assertNotNull(stand.grafana.policies());
            stand.plan(manifest, "{}")
                    .steps()
                    .forEach(step -> assertEquals(Action.UNCHANGED, step.action(), step::toString));
            assertNoMarkWasSent();
        }
    }

    @Test
    void thePlanNamesExactlyWhatIsMissingBeforeAnythingIsWritten() {
        try (Stand stand = filled(Flavour.V11_6)) {
            Manifest manifest = stand.backUp();
            assertEquals(List.of("password"), secretsOf(manifest, "on-call"));
            assertEquals(List.of("integrationKey"), secretsOf(manifest, "pager"));
            stand.grafana.deleteEverything();
            Plan plan = stand.plan(manifest, "{\"secrets\":{\"on-call\":{\"password\":\"hook-password\"}}}");
            assertEquals(
                    Action.CREATE,
                    Stand.step(plan, ItemKind.CONTACT_POINT, "on-call").action());
            Step pager = Stand.step(plan, ItemKind.CONTACT_POINT, "pager");
            assertEquals(Action.SKIPPED, pager.action());
            assertEquals(List.of("integrationKey"), pager.secrets());
            assertTrue(pager.json().toString().contains("\"secretsToEnter\":[\"integrationKey\"]"));
            Step policies = Stand.step(plan, ItemKind.NOTIFICATION_POLICY, "root");
            assertEquals(Action.SKIPPED, policies.action());
            assertTrue(policies.reason().contains("'Pager'"), policies.reason());
            assertTrue(policies.reason().contains("integrationKey"), policies.reason());
            assertFalse(policies.reason().contains("'On call'"), policies.reason());
            assertEquals(
                    List.of(),
                    stand.restore(plan, "{}", AlertingRestoreTest::vault).stream()
                            .filter(failure -> failure.kind() == ItemKind.NOTIFICATION_POLICY)
                            .toList());
            assertNull(stand.grafana.policies());
        }
    }

    @Test
    void aPolicyIsNotSentWhenItsContactPointOrMuteTimingIsNotSelected() {
        try (Stand stand = filled(Flavour.V11_6)) {
            Manifest manifest = stand.backUp();
            stand.grafana.deleteEverything();
            String request = "{\"select\":{\"kinds\":[\"notification-policy\"]}}";
            String reason = Stand.step(stand.plan(manifest, request), ItemKind.NOTIFICATION_POLICY, "root")
                    .reason();
            assertTrue(reason.contains("'On call'") && reason.contains("'Pager'"), reason);
            assertTrue(reason.contains("the mute timing 'Weekends'"), reason);
        }
    }

    @Test
    void aRuleThatNamesAMissingContactPointIsLeftOutWithTheReason() throws IOException {
        try (Stand stand = filled(Flavour.V11_6)) {
            ObjectNode rule = object("{\"uid\":\"r\",\"title\":\"R\",\"folderUID\":\"\",\"notification_settings\":"
                    + "{\"receiver\":\"Gone\"}}");
            Manifest manifest = Stand.manifest(List.of(item(stand, ItemKind.ALERT_RULE, "r", "R", rule, List.of())));
            Step step = Stand.step(stand.plan(manifest, "{}"), ItemKind.ALERT_RULE, "r");
            assertEquals(Action.SKIPPED, step.action());
            assertTrue(step.reason().contains("'Gone'"), step.reason());
        }
    }

    @Test
    void aLiveContactPointKeepsItsSecretUnlessItIsGiven() {
        try (Stand stand = filled(Flavour.V11_6)) {
            Manifest manifest = stand.backUp();
            stand.grafana.putContactPoint(
                    "pager", PAGER.replace("critical", "warning").replace("pager-s", "newer-s"));
            Step step = Stand.step(stand.plan(manifest, "{\"overwrite\":true}"), ItemKind.CONTACT_POINT, "pager");
            assertEquals(Action.CONFLICT, step.action());
            assertEquals(List.of("integrationKey"), step.secrets());
            assertTrue(
                    step.reason().contains("has changed") && step.reason().contains("integrationKey"), step.reason());
            assertEquals(List.of(), stand.restore(manifest, "{\"overwrite\":true}"));
            assertTrue(String.valueOf(stand.grafana.contactPoint("pager")).contains("newer-secret"));
            String given = GIVEN.replace("{\"secrets", "{\"overwrite\":true,\"secrets");
            assertEquals(List.of(), stand.restore(stand.plan(manifest, given), given, AlertingRestoreTest::vault));
            assertTrue(String.valueOf(stand.grafana.contactPoint("pager")).contains("pager-secret"));
            assertNoMarkWasSent();
        }
    }

    @Test
    void anotherSecretAloneIsNoChange() {
        try (Stand stand = filled(Flavour.V11_6)) {
            Manifest manifest = stand.backUp();
            stand.grafana.putContactPoint("pager", PAGER.replace("pager-secret", "another"));
            assertEquals(
                    Action.UNCHANGED,
                    Stand.step(stand.plan(manifest, "{}"), ItemKind.CONTACT_POINT, "pager")
                            .action());
            assertEquals(hash(manifest, "pager"), hash(stand.backUp(), "pager"));
        }
    }

    @Test
    void aBackupOfAnEarlyVersionThatHoldsMarksNeverWritesThem() throws IOException {
        try (Stand stand = filled(Flavour.V11_6)) {
            ObjectNode old = object(PAGER.replace("pager-secret", "[REDACTED]"));
            Manifest manifest =
                    Stand.manifest(List.of(item(stand, ItemKind.CONTACT_POINT, "pager", "Pager", old, List.of())));
            assertEquals(
                    Action.UNCHANGED,
                    Stand.step(stand.plan(manifest, "{}"), ItemKind.CONTACT_POINT, "pager")
                            .action());
            stand.grafana.deleteEverything();
            Step step = Stand.step(stand.plan(manifest, "{}"), ItemKind.CONTACT_POINT, "pager");
            assertEquals(List.of("integrationKey"), step.secrets());
            assertEquals(Action.SKIPPED, step.action());
            assertEquals(List.of(), stand.restore(stand.plan(manifest, GIVEN), GIVEN, AlertingRestoreTest::vault));
            assertTrue(String.valueOf(stand.grafana.contactPoint("pager")).contains("pager-secret"));
            assertNoMarkWasSent();
        }
    }

    @Test
    void aVaultThatHoldsTheMarkInsteadOfASecretIsNotBelieved() {
        try (Stand stand = filled(Flavour.V11_6)) {
            Manifest manifest = stand.backUp();
            stand.grafana.deleteEverything();
            String request = GIVEN.replace("{\"secrets", "{\"select\":{\"kinds\":[\"contact-point\"]},\"secrets");
            List<ItemFailure> failures = stand.restore(stand.plan(manifest, request), request, name -> "[REDACTED]");
            assertEquals(2, failures.size(), failures::toString);
            assertTrue(sent.stream().allMatch(String::isEmpty), "something was written to Grafana");
        }
    }

    @Test
    void aLostAnswerToAContactPointIsTakenForSuccess() {
        try (Stand stand = filled(Flavour.V11_6)) {
            Manifest manifest = stand.backUp();
            stand.grafana.deleteEverything();
            stand.grafana
                    .faults()
                    .install(Faults.random(11).appliedThenReset(0.4).writesOnly());
            assertEquals(List.of(), stand.restore(stand.plan(manifest, GIVEN), GIVEN, AlertingRestoreTest::vault));
            assertNotNull(stand.grafana.policies());
        }
    }

    private static String vault(String name) {
        return switch (name) {
            case "hook-password" -> "hook-secret";
            case "pager-key" -> "pager-secret";
            default -> "value of " + name;
        };
    }

    private Stand filled(Flavour flavour) {
        Stand stand = new Stand(flavour);
        stand.grafana.seedSamples();
        stand.grafana.putContactPoint("pager", PAGER);
        stand.grafana.putPolicies(TREE);
        stand.grafana.faults().intercept(exchange -> {
            synchronized (sent) {
                sent.add(exchange.body());
            }
            return Fault.pass();
        });
        return stand;
    }

    private void assertNoMarkWasSent() {
        assertTrue(sent.stream().noneMatch(body -> body.contains("[REDACTED]")), "the mark was written to Grafana");
        assertTrue(sent.stream().anyMatch(body -> !body.isEmpty()), "nothing was written at all");
    }

    private static List<String> secretsOf(Manifest manifest, String uid) {
        return manifest.item(ItemKind.CONTACT_POINT, uid).map(Item::secrets).orElseThrow();
    }

    private static String hash(Manifest manifest, String uid) {
        return manifest.item(ItemKind.CONTACT_POINT, uid).map(Item::sha256).orElseThrow();
    }

    private static Item item(
            Stand stand, ItemKind kind, String uid, String title, ObjectNode json, List<String> secrets) {
        Content content = Content.of(json);
        stand.store.putObject(Stand.TARGET, content);
        return new Item(kind, uid, title, "", "", null, null, null, null, content.sha256(), 1, secrets, null);
    }

    private static ObjectNode object(String json) throws IOException {
        return (ObjectNode) LosslessJson.read(json.getBytes(StandardCharsets.UTF_8));
    }
}
