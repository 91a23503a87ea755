package io.grafanakeeper.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.sandbox.azure.FakeKeyVault;
import io.grafanakeeper.sandbox.azure.SecretVersion;
import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Shows how the credential {@code ci} is kept valid in Key Vault. */
final class RotationTour {
    /** The name of the Key Vault secret that holds the token. */
    static final String SECRET = "grafana-ci-token";

    static final String CONFIGURATION = "credentials:\n  ci:\n    target: demo\n    serviceAccount: ci\n    secret: "
            + SECRET + "\n    lifetime: P30D\n    renewBefore: P7D\n    overlap: P1D\n";

    private final KeeperApi keeper;
    private final FakeGrafana grafana;
    private final FakeKeyVault vault;
    private final Screen screen;

    RotationTour(KeeperApi keeper, FakeGrafana grafana, FakeKeyVault vault, Screen screen) {
        this.keeper = keeper;
        this.grafana = grafana;
        this.vault = vault;
        this.screen = screen;
    }

    /** Walks through it. */
    void walk() throws IOException, InterruptedException, Tour.TourFailedException {
        screen.line("Rotating the credential ci: a token of a service account, kept in the Key Vault secret " + SECRET);
        rotate("{}", "rotated");
        String first = value();
        Tour.expect(grafana.accepts(first), "the new token does not work");
        rotate("{\"force\":true}", "rotated");
        Tour.expect(!value().equals(first), "the secret holds the old token");
        Tour.expect(grafana.accepts(value()), "the new token does not work");
        Tour.expect(grafana.accepts(first), "the old token does not work in the overlap");
        screen.line("  the new token works, and the old one still does: " + state());
        passTheOverlap();
        rotate("{}", "not due");
        Tour.expect(grafana.accepts(value()), "the new token does not work after the overlap");
        Tour.expect(!grafana.accepts(first), "the old token works after the overlap");
        screen.line("  a day later the old token is refused, the new one works: " + state());
    }

    private void rotate(String body, String outcome)
            throws IOException, InterruptedException, Tour.TourFailedException {
        String id = keeper.postForJson("credentials/ci/rotations", body, 202)
                .path("id")
                .asText();
        JsonNode run = keeper.await(id, screen::progress);
        JsonNode result = run.path("result");
        Tour.expect(
                run.path("state").asText().equals("succeeded")
                        && result.path("outcome").asText().equals(outcome),
                "the rotation ended " + run);
        screen.line("  " + result.path("outcome").asText() + ": "
                + result.path("reason").asText() + "; version "
                + result.path("version").asText() + " expires "
                + result.path("expires").asText() + "; deleted tokens: "
                + result.path("deletedTokens"));
    }

    /** Sets the vault's dates back: nobody wants to wait a day for the end of a tour. */
    private void passTheOverlap() {
        List<SecretVersion> versions = vault.versions(SECRET);
        SecretVersion current = versions.get(versions.size() - 1);
        Map<String, String> tags = new HashMap<>(current.tags());
        tags.put("retire-after", Instant.now().minus(1, ChronoUnit.MINUTES).toString());
        vault.retag(SECRET, current.version(), tags);
    }

    private String value() {
        return vault.value(SECRET).orElseThrow();
    }

    private String state() throws IOException, InterruptedException {
        JsonNode ci = keeper.get("credentials").path("credentials").path(0);
        return "state " + ci.path("state").asText() + ", " + ci.path("daysLeft").asLong() + " days left";
    }
}
