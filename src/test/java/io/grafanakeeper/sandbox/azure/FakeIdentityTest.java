package io.grafanakeeper.sandbox.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Asks the endpoint with the SDK's managed-identity credential. */
class FakeIdentityTest {
    private static final String VAULT = "https://vault.azure.net";

    @Test
    void givesTheSdkATokenForTheResourceItAskedFor() throws IOException {
        try (FakeIdentity identity = FakeIdentity.start()) {
            AccessToken token = ask(identity.credential(), VAULT);
            assertTrue(identity.accepts(token.getToken(), "https://storage.azure.com", VAULT));
            assertFalse(identity.accepts(token.getToken(), "https://storage.azure.com"));
            assertTrue(token.getExpiresAt()
                    .isAfter(OffsetDateTime.now(ZoneOffset.UTC).plusHours(23)));
            assertEquals(1, identity.given(VAULT));
        }
    }

    @Test
    void givesAUserAssignedIdentityATokenOfItsOwn() throws IOException {
        try (FakeIdentity identity = FakeIdentity.start()) {
            String clientId = "5f7a1c3e-0000-4000-8000-00000000abcd";
            String own = ask(identity.credential(clientId), VAULT).getToken();
            String system = ask(identity.credential(), VAULT).getToken();
            assertEquals(
                    clientId, identity.claims(own).orElseThrow().path("appid").asText());
            assertNotEquals(
                    identity.claims(own).orElseThrow().path("oid"),
                    identity.claims(system).orElseThrow().path("oid"));
        }
    }

    @Test
    void refusesATokenThatIsExpiredForeignOrForged() throws IOException {
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofHours(25));
        try (FakeIdentity identity = FakeIdentity.start();
                FakeIdentity other = FakeIdentity.start(later)) {
            String token = identity.token(VAULT);
            assertTrue(identity.accepts(token, VAULT));
            assertFalse(identity.accepts(token.substring(0, token.length() - 4) + "AAAA", VAULT));
            assertFalse(other.accepts(token, VAULT));
            assertFalse(identity.accepts(other.token(VAULT), VAULT));
            assertFalse(identity.accepts("no token", VAULT));
            identity.lifetime(Duration.ofSeconds(-1));
            assertFalse(identity.accepts(identity.token(VAULT), VAULT));
        }
    }

    @Test
    void failsTheCredentialWhileDeniedAndWorksAfterwards() throws IOException {
        try (FakeIdentity identity = FakeIdentity.start()) {
            TokenCredential credential = identity.credential();
            identity.deny(true);
            assertThrows(ClientAuthenticationException.class, () -> ask(credential, VAULT));
            assertEquals(0, identity.given(VAULT));
            identity.deny(false);
            assertTrue(identity.accepts(ask(credential, VAULT).getToken(), VAULT));
        }
    }

    @Test
    void failsAsManyRequestsAsAsked() throws IOException, InterruptedException {
        try (FakeIdentity identity = FakeIdentity.start()) {
            identity.failNext(2, 500);
            String header = identity.env().getOrDefault("IDENTITY_HEADER", "");
            assertEquals(500, status(identity, header));
            assertEquals(500, status(identity, header));
            assertEquals(200, status(identity, header));
            assertEquals(401, status(identity, "wrong"));
            assertEquals(4, identity.requests());
        }
    }

    @Test
    void datesTokensByItsClock() throws IOException {
        Instant noon = Instant.parse("2026-11-23T12:00:00Z");
        try (FakeIdentity identity = FakeIdentity.start(Clock.fixed(noon, ZoneOffset.UTC))) {
            assertEquals(
                    noon.plus(Duration.ofHours(24)).getEpochSecond(),
                    identity.claims(identity.token(VAULT))
                            .orElseThrow()
                            .path("exp")
                            .asLong());
        }
    }

    private static AccessToken ask(TokenCredential credential, String resource) {
        return credential.getTokenSync(new TokenRequestContext().addScopes(resource + "/.default"));
    }

    private static int status(FakeIdentity identity, String header) throws IOException, InterruptedException {
        URI uri = URI.create(identity.endpoint() + "?api-version=2019-08-01&resource=" + VAULT);
        HttpRequest request =
                HttpRequest.newBuilder(uri).header("X-IDENTITY-HEADER", header).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
