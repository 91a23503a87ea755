package io.grafanakeeper.grafana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SecretCredentialTest {
    private Instant now = Instant.parse("2026-11-23T06:00:00Z");
    private String stored = "first";
    private final AtomicInteger reads = new AtomicInteger();
    private final SecretCredential credential = SecretCredential.bearer(this::read, new Moving());

    @Test
    void readsTheSecretOnceInFiveMinutes() {
        assertEquals("Bearer first", credential.authorization());
        now = now.plus(Duration.ofMinutes(5));
        assertEquals("Bearer first", credential.authorization());
        assertEquals(1, reads.get());
        stored = "second";
        now = now.plusSeconds(1);
        assertEquals("Bearer second", credential.authorization());
    }

    @Test
    void leavesOutWhiteSpaceAroundTheSecret() {
        stored = " token\n";
        assertEquals("Bearer token", credential.authorization());
    }

    @Test
    void sendsUserAndPasswordAsBasic() {
        stored = "pä:ss";
        assertEquals(
                "Basic YXBpX2tleTpww6Q6c3M=",
                SecretCredential.basic("api_key", this::read, new Moving()).authorization());
    }

    @Test
    void takesUpARotatedSecretWhenTheOldOneIsRefused() {
        String refused = credential.authorization();
        stored = "second";
        assertTrue(credential.renew(refused));
        assertEquals("Bearer second", credential.authorization());
    }

    @Test
    void givesUpWhenTheSecretIsStillTheRefusedOne() {
        assertFalse(credential.renew(credential.authorization()));
    }

    @Test
    void readsOnceForAllRequestsThatWereRefusedTogether() {
        String refused = credential.authorization();
        stored = "second";
        assertTrue(credential.renew(refused));
        assertTrue(credential.renew(refused));
        assertEquals(2, reads.get());
    }

    @Test
    void tellsTheFailureOfTheVaultAndTriesAgainLater() {
        stored = "";
        assertThrows(IllegalStateException.class, credential::authorization);
        stored = "there";
        assertEquals("Bearer there", credential.authorization());
    }

    @Test
    void neverShowsTheSecret() {
        credential.authorization();
        assertFalse(credential.toString().contains("first"));
    }

    private String read() {
        reads.incrementAndGet();
        if (stored.isEmpty()) {
            throw new IllegalStateException("the vault is away");
        }
        return stored;
    }

    /** Is a clock that the test moves. */
    private final class Moving extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
