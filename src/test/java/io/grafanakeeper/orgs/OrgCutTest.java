package io.grafanakeeper.orgs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.concurrent.Parallel;
import io.grafanakeeper.sandbox.grafana.Flavour;
import io.grafanakeeper.sandbox.host.FunctionCalls.Said;
import io.grafanakeeper.tokens.Cut;
import io.grafanakeeper.tokens.InMemoryVault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cuts the set-up of an organisation at every call it makes; the next request completes it. */
class OrgCutTest {
    private static final Duration PATIENCE = Duration.ofMillis(400);
    private static final int AT_ONCE = 8;

    @ParameterizedTest
    @EnumSource(
            value = Cut.Mode.class,
            names = {"KILLED_BEFORE", "KILLED_AFTER", "ANSWER_LOST"})
    void theNextRequestCompletesWhateverWasCut(Cut.Mode mode) {
        int calls = calls();
        assertTrue(calls > 20, () -> "only " + calls + " calls");
        List<Integer> cuts = IntStream.rangeClosed(1, calls).boxed().toList();
        Parallel.map(cuts, AT_ONCE, at -> cutAt(mode, at));
    }

    /** Counts the calls of a request that nobody cuts. */
    private static int calls() {
        try (OrgStand stand = new OrgStand(Flavour.V11_6)) {
            Cut none = new Cut(0, Cut.Mode.REFUSED, () -> {});
            assertEquals(200, request(stand, none).status());
            return none.calls();
        }
    }

    private static boolean cutAt(Cut.Mode mode, int at) {
        try (OrgStand stand = new OrgStand(Flavour.V11_6, PATIENCE)) {
            String where = mode + " at call " + at + ": ";
            Cut cut = new Cut(at, mode, () -> checkSecretWorks(stand, where));
            Said said = request(stand, cut);
            assertTrue(cut.calls() >= at, () -> where + said.text());
            stand.grafana.faults().clear();
            stand.vault.spoil(InMemoryVault.Spoiler.NONE);
            stand.held(() -> true);

            Said next = stand.setUp(OrgStand.TUTORIAL);
            assertEquals(200, next.status(), () -> where + next.text());
            assertEquals(List.of("Main Org.", "apiorg"), stand.grafana.organisations(), where);
            assertEquals(Map.of("admin", "Admin", "u", "Viewer"), stand.grafana.members("apiorg"), where);
            assertEquals(List.of("Production Overview"), stand.grafana.titles("apiorg"), where);
            assertTrue(stand.secret().isPresent(), where);
            checkSecretWorks(stand, where);
            String kept = stand.secret().orElseThrow().tags().get("grafana-token-name");
            assertEquals(List.of(String.valueOf(kept)), stand.grafana.liveTokens("apiorg"), where);
            Said last = stand.setUp(OrgStand.TUTORIAL);
            assertEquals(
                    "200 unchanged unchanged unchanged unchanged", OrgStand.states(last), () -> where + last.text());
            return true;
        }
    }

    private static Said request(OrgStand stand, Cut cut) {
        stand.grafana.faults().intercept(exchange -> cut.grafana());
        stand.vault.spoil(cut);
        stand.held(cut::lockHeld);
        return stand.setUp(OrgStand.TUTORIAL);
    }

    private static void checkSecretWorks(OrgStand stand, String where) {
        stand.secret().ifPresent(version -> assertTrue(stand.grafana.accepts(version.value()), where + version));
    }
}
