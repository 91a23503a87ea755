package io.grafanakeeper.orgs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.sandbox.grafana.Flavour;
import io.grafanakeeper.sandbox.host.FunctionCalls.Said;
import io.grafanakeeper.tokens.NewSecret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sets organisations up over HTTP in every recorded Grafana. */
class OrgTest {
    @ParameterizedTest
    @EnumSource(Flavour.class)
    void doesTheWholeTutorialInOneRequestAndNothingMoreInTheNext(Flavour flavour) {
        try (OrgStand stand = new OrgStand(flavour)) {
            Said first = stand.setUp(OrgStand.TUTORIAL);
            assertEquals("200 created created created created", OrgStand.states(first), first::text);
            assertEquals(Map.of("admin", "Admin", "u", "Viewer"), stand.grafana.members("apiorg"));
            String value = stand.secret().orElseThrow().value();
            assertTrue(stand.grafana.accepts(value));
            assertFalse(first.text().contains(value));
            assertEquals(flavour == Flavour.V7_5 ? "api-key" : "service-account", first.at("/token/kind"), first::text);
            assertEquals(1, stand.grafana.liveTokens("apiorg").size());
            assertEquals(List.of("Production Overview"), stand.grafana.titles("apiorg"));
            assertEquals(List.of(), stand.grafana.liveTokens());
            assertEquals(List.of(), stand.grafana.dashboardUids());

            Said second = stand.setUp(OrgStand.TUTORIAL);
            assertEquals("200 unchanged unchanged unchanged unchanged", OrgStand.states(second), second::text);
            assertEquals(first.at("/token/version"), second.at("/token/version"));
            assertEquals(first.at("/dashboards/0/uid"), second.at("/dashboards/0/uid"));
            assertEquals(List.of("Main Org.", "apiorg"), stand.grafana.organisations());
            assertEquals(1, stand.grafana.liveTokens("apiorg").size());
            assertEquals(0, stand.grafana.requests().count("POST /api/user/using/:org"));
        }
    }

    @Test
    void renewsTheTokenWhenItEndsSoonAndLeavesOneAfterTheOverlap() {
        try (OrgStand stand = new OrgStand(Flavour.V11_6)) {
            stand.setUp(OrgStand.TUTORIAL);
            stand.clock.move(Duration.ofDays(25));
            assertEquals("created", stand.setUp(OrgStand.TUTORIAL).at("/token/state"));
            stand.clock.move(Duration.ofDays(2));
            Said later = stand.setUp(OrgStand.TUTORIAL);
            assertEquals("unchanged", later.at("/token/state"), later::text);
            assertEquals(1, stand.grafana.liveTokens("apiorg").size());
            assertTrue(stand.grafana.accepts(stand.secret().orElseThrow().value()));
        }
    }

    @Test
    void correctsTheRoleOfAMember() {
        try (OrgStand stand = new OrgStand(Flavour.V9_5)) {
            stand.setUp(OrgStand.TUTORIAL);
            Said said = stand.setUp(OrgStand.TUTORIAL.replace("Viewer", "Editor"));
            assertEquals("200 unchanged updated unchanged unchanged", OrgStand.states(said), said::text);
            assertEquals("Editor", stand.grafana.members("apiorg").get("u"));
            Said last =
                    stand.setUp("{\"name\":\"apiorg\",\"users\":[{\"loginOrEmail\":\"admin\",\"role\":\"Viewer\"}]}");
            assertEquals("409 users[0].role", last.status() + " " + last.at("/field"), last::text);
        }
    }

    @Test
    void neverWritesOverASecretThatHoldsSomethingElse() {
        try (OrgStand stand = new OrgStand(Flavour.V11_6)) {
            stand.setUp(OrgStand.TUTORIAL);
            String before = stand.secret().orElseThrow().id();
            for (String other : List.of(
                    OrgStand.TUTORIAL.replace("\"apiorg\"", "\"another\""),
                    OrgStand.TUTORIAL.replace("\"role\":\"Admin\"", "\"role\":\"Editor\""),
                    OrgStand.TUTORIAL.replace("apikeycurl", "other-name"))) {
                Said said = stand.setUp(other);
                assertEquals("409 token.secret", said.status() + " " + said.at("/field"), said::text);
            }
            assertEquals(before, stand.secret().orElseThrow().id());
            stand.vault.put("by-hand", new NewSecret("value", Instant.MAX, Map.of()));
            Said said = stand.setUp(OrgStand.TUTORIAL.replace(OrgStand.SECRET, "by-hand"));
            assertEquals("409 token.secret", said.status() + " " + said.at("/field"), said::text);
            assertEquals(1, stand.grafana.liveTokens("apiorg").size());
        }
    }

    @Test
    void keepsTwoSecretsOfOneServiceAccountApart() {
        try (OrgStand stand = new OrgStand(Flavour.V11_6)) {
            stand.setUp(OrgStand.TUTORIAL);
            stand.setUp(OrgStand.TUTORIAL.replace(OrgStand.SECRET, "second-secret"));
            assertEquals("unchanged", stand.setUp(OrgStand.TUTORIAL).at("/token/state"));
            assertEquals(2, stand.grafana.liveTokens("apiorg").size());
            assertTrue(stand.grafana.accepts(
                    stand.vault.now("second-secret").orElseThrow().value()));
        }
    }

    @Test
    void refusesWhatCannotBeWithTheFieldAndTheWayOut() {
        try (OrgStand stand = new OrgStand(Flavour.V11_6)) {
            assertEquals("409 target", refusal(stand.setUp("lab-token", OrgStand.TUTORIAL)));
            assertEquals("409 target", refusal(stand.setUp("cloud", OrgStand.TUTORIAL)));
            assertEquals("404 target", refusal(stand.setUp("none", OrgStand.TUTORIAL)));
            assertEquals("400 body", refusal(stand.setUp("")));
            assertEquals("400 name", refusal(stand.setUp("{}")));
            assertEquals("400 nam", refusal(stand.setUp("{\"nam\":\"x\"}")));
            assertEquals("400 users", refusal(stand.setUp("{\"name\":\"x\",\"users\":[" + "{},".repeat(50) + "{}]}")));
            assertEquals("400 users[0].role", refusal(stand.setUp(OrgStand.TUTORIAL.replace("Viewer", "Boss"))));
            assertEquals("400 token.lifetime", refusal(stand.setUp(OrgStand.TUTORIAL.replace("P30D", "30d"))));
            assertEquals("400 token.name", refusal(stand.setUp(OrgStand.TUTORIAL.replace("apikeycurl", "A B"))));
            assertEquals("400 token.secret", refusal(stand.setUp(OrgStand.TUTORIAL.replace(OrgStand.SECRET, "a_b"))));
            assertEquals(
                    "409 token.secret",
                    refusal(stand.setUp(OrgStand.TUTORIAL.replace(OrgStand.SECRET, "grafana-ci-token"))));
            assertEquals(List.of("Main Org."), stand.grafana.organisations());
            assertEquals("404 users[0].loginOrEmail", refusal(stand.setUp(OrgStand.TUTORIAL.replace("u@x", "v@x"))));
            assertEquals(
                    "400 dashboards[0].dashboard.title",
                    refusal(stand.setUp(OrgStand.TUTORIAL.replace("Production Overview", ""))));
        }
    }

    private static String refusal(Said said) {
        assertEquals("application/problem+json", said.type(), said::text);
        return said.status() + " " + said.at("/field");
    }
}
