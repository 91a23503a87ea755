package io.grafanakeeper.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.core.credential.AccessToken;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.sandbox.azure.FakeIdentity;
import io.grafanakeeper.settings.Target;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class EntraCredentialTest {
    private static final String AUDIENCE = "https://dashboard.azure.com";

    @Test
    void asksForATokenOfTheScopeOnceAndKeepsIt() throws Exception {
        try (FakeIdentity identity = FakeIdentity.start()) {
            EntraCredential credential = credential(identity, Clock.systemUTC());
            String first = credential.authorization();
            assertTrue(identity.accepts(first.substring("Bearer ".length()), AUDIENCE));
            assertEquals(first, credential.authorization());
            assertEquals(1, identity.given(AUDIENCE));
        }
    }

    @Test
    void getsAnotherTokenWhenGrafanaRefusedTheOneAtHand() throws Exception {
        try (FakeIdentity identity = FakeIdentity.start()) {
            EntraCredential credential = credential(identity, Clock.systemUTC());
            String refused = credential.authorization();
            assertTrue(credential.renew(refused));
            assertNotEquals(refused, credential.authorization());
            // Another thread was refused with the same old token: the new one serves it too.
            assertTrue(credential.renew(refused));
        }
    }

    @Test
    void livesOnTheOldTokenWhileItLastsWhenEntraIsAway() throws Exception {
        try (FakeIdentity identity = FakeIdentity.start()) {
            MovableClock clock = new MovableClock();
            EntraCredential credential = credential(identity, clock);
            String first = credential.authorization();
            FakeIdentity.forgetTokens();
            identity.deny(true);
            clock.move(Duration.ofHours(23).plusMinutes(57));
            assertEquals(first, credential.authorization());
            clock.move(Duration.ofMinutes(10));
            assertThrows(ServiceException.class, credential::authorization);
            assertFalse(credential.toString().contains(first));
        }
    }

    private static EntraCredential credential(FakeIdentity identity, Clock clock) {
        return new EntraCredential(
                identity::credential,
                scope -> new AccessToken(
                        identity.token(AUDIENCE), OffsetDateTime.now(clock).plusDays(1)),
                Target.DEFAULT_SCOPE,
                clock);
    }

    private static final class MovableClock extends Clock {
        private Instant now = Instant.now();

        void move(Duration by) {
            now = now.plus(by);
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
