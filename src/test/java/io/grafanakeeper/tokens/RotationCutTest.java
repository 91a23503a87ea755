package io.grafanakeeper.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import io.grafanakeeper.sandbox.grafana.Flavour;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cuts a rotation at every call it makes, in every way, in every situation it may begin in. */
class RotationCutTest {
    private static final Duration PATIENCE = Duration.ofMillis(200);

    /** Brings about how things stand when the rotation begins. */
    private static final Map<String, Consumer<RotationStand>> SITUATIONS = Map.of(
            "no secret yet", stand -> {},
            "due", RotationCutTest::due,
            "forced in the overlap", stand -> forced(stand, Duration.ofHours(1)),
            "overlap over", stand -> forced(stand, Duration.ofDays(2)));

    private static void due(RotationStand stand) {
        stand.rotate();
        stand.clock.move(Duration.ofDays(24));
    }

    private static void forced(RotationStand stand, Duration since) {
        stand.rotate();
        stand.clock.move(Duration.ofHours(1));
        stand.force();
        stand.clock.move(since);
    }

    @ParameterizedTest
    @EnumSource(Cut.Mode.class)
    void theSecretWorksAtEveryInstantWhereverTheRotationIsCut(Cut.Mode mode) {
        int cuts = 0;
        for (String situation : SITUATIONS.keySet()) {
            int at = 1;
            while (cutAt(situation, mode, at)) {
                at++;
            }
            cuts += at - 1;
        }
        int played = cuts;
        assertTrue(played > 40, () -> "only " + played + " cuts were made");
    }

    /** Returns false if the rotation was over before it came to that call. */
    private static boolean cutAt(String situation, Cut.Mode mode, int at) {
        try (RotationStand stand = new RotationStand(FakeGrafana.builder().flavour(Flavour.V11_6), PATIENCE)) {
            Objects.requireNonNull(SITUATIONS.get(situation)).accept(stand);
            Cut cut = new Cut(at, mode, stand::checkSecretWorks);
            stand.grafana.faults().intercept(exchange -> cut.grafana());
            stand.vault.spoil(cut);
            RotationOrder order = new RotationOrder(RotationStand.serviceAccount(), true, null);
            try {
                stand.rotate(order, cut::lockHeld);
            } catch (GrafanaException | ServiceException failed) {
                assertTrue(cut.calls() >= at, failed::toString);
            }
            if (cut.calls() < at) {
                return false;
            }
            assertEquals(List.of(), cut.violations(), () -> situation + ", " + mode + " at call " + at);
            stand.grafana.faults().clear();
            stand.vault.spoil(InMemoryVault.Spoiler.NONE);
            stand.checkSecretWorks();
            Rotation next = stand.rotate();
            String where = situation + ", " + mode + " at call " + at + ": ";
            stand.checkSecretWorks();
            assertEquals(List.of(), next.failures(), where);
            TokenTags tags = TokenTags.of(
                            stand.vault.now(RotationStand.SECRET).orElseThrow().tags())
                    .orElseThrow();
            List<String> left = stand.ours();
            assertTrue(left.contains(tags.name()), () -> where + left);
            int wanted =
                    tags.overlaps(stand.clock.instant()) ? 1 + tags.previous().size() : 1;
            assertEquals(wanted, left.size(), () -> where + left);
            assertTrue(left.size() <= 2, () -> where + left);
            return true;
        }
    }

    @Test
    void oneRotationTakesNoMoreCallsThanItNeeds() {
        try (RotationStand stand = new RotationStand(Flavour.V11_6)) {
            due(stand);
            long before = stand.grafana.requests().total();
            stand.rotate();
            assertEquals(6, stand.grafana.requests().total() - before);
        }
    }
}
