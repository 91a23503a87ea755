package io.grafanakeeper.notices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.http.HttpsPost;
import io.grafanakeeper.runs.ServiceException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Posts to a real server over TLS. */
class NotifierTest {
    private static final Notice NOTICE = new Notice(
            "errors: check failed", "12 > 5", List.of(new Notice.Link("run", URI.create("https://keeper/api/runs/1"))));

    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final Notifier notifier = new Notifier(new HttpsPost(() -> http, Duration.ofMillis(1)));

    @Test
    void postsTheNoticeOnce() throws IOException {
        try (WebhookServer server = new WebhookServer()) {
            notifier.post(() -> server.address() + "\n", NOTICE);
            assertEquals(1, server.posts().size());
            assertEquals(
                    "errors: check failed\n12 > 5\nrun: https://keeper/api/runs/1",
                    server.posts().get(0).path("text").asText());
        }
    }

    @Test
    void triesAgainWhenTheWebhookIsBusyOrGone() throws IOException {
        try (WebhookServer server = new WebhookServer(429, 503)) {
            notifier.post(server::address, NOTICE);
            assertEquals(3, server.posts().size());
        }
    }

    @Test
    void givesUpAfterThreeTries() throws IOException {
        try (WebhookServer server = new WebhookServer(500, 500, 500)) {
            ServiceException failure = failure(server.address());
            assertTrue(failure.toString().contains("500") && failure.retryable(), failure::toString);
            assertEquals(3, server.posts().size());
        }
    }

    @Test
    void reportsALostConnectionWithoutTheAddress() throws IOException {
        try (WebhookServer server = new WebhookServer(0, 0, 0, 0, 0, 0)) {
            assertTrue(failure(server.address()).retryable());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 307, 308, 400, 404, 410})
    void neitherRepeatsNorFollowsWhatIsRefused(int status) throws IOException {
        try (WebhookServer server = new WebhookServer(status)) {
            ServiceException failure = failure(server.address());
            assertTrue(failure.toString().contains(Integer.toString(status)), failure::toString);
            assertFalse(failure.retryable());
            assertEquals(1, server.posts().size());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost/very-secret",
                "very-secret",
                "https://very secret/",
                "https:///very-secret",
                "https://user:very-secret@localhost/",
                "ftp://localhost/very-secret",
                "@Microsoft.KeyVault(SecretUri=https://very-secret)"
            })
    void refusesWhatIsNoHttpsAddress(String address) {
        assertFalse(failure(address).retryable());
    }

    /** Returns the failure of a post, which says nothing of the address. */
    private ServiceException failure(String address) {
        ServiceException failure = assertThrows(ServiceException.class, () -> notifier.post(() -> address, NOTICE));
        String said = failure + String.valueOf(failure.getCause());
        assertFalse(said.contains("secret-") || said.contains("very") || said.contains("localhost"), said);
        assertNull(failure.getCause());
        return failure;
    }
}
