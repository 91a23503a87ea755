package io.grafanakeeper.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.HttpStatusType;
import io.grafanakeeper.archive.CorruptObjectException;
import io.grafanakeeper.json.LosslessJson;
import io.grafanakeeper.settings.SettingsReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnswersTest {
    @Test
    void refusesWithTheFieldAndTheAllowedValues() {
        Said said = failing(ProblemException.badRequest("limit", "limit is out of range", List.of("1 to 1000")));
        assertEquals(
                "400 {\"allowed\":[\"1 to 1000\"],\"detail\":\"limit is out of range\",\"field\":\"limit\",\"status\":400,"
                        + "\"title\":\"Bad request\",\"type\":\"about:blank\"}",
                said.text());
        assertEquals("application/problem+json", said.header("Content-Type"));
        assertEquals("", said.header("Retry-After"));
    }

    @Test
    void asksToComeBackWhenAServiceIsAway() {
        Said said = failing(new ServiceException("Key Vault", "it does not answer", true, null));
        assertEquals(
                "503 Key Vault",
                said.status() + " " + said.json().path("service").asText());
        assertEquals("30", said.header("Retry-After"));
    }

    @Test
    void doesNotAskToComeBackWhenWaitingChangesNothing() {
        Said said = failing(new ServiceException("Key Vault", "there is no secret named x", false, null));
        assertEquals(503, said.status());
        assertFalse(said.json().path("retryable").asBoolean());
        assertEquals("", said.header("Retry-After"));
    }

    @Test
    void blamesNobodyElseForACorruptObject() {
        Said said = failing(new CorruptObjectException("ab", "it is missing from the store"));
        assertEquals(500, said.status());
        assertFalse(said.json().has("service"));
        assertTrue(said.json().path("detail").asText().contains("missing from the store"));
    }

    @Test
    void showsNothingOfAFailureThatNobodyForesaw() {
        Said said = failing(new IllegalStateException("canary"));
        assertEquals(500, said.status());
        assertFalse(said.text().contains("canary"), said.text());
    }

    @Test
    void listsEveryFaultOfTheConfiguration() {
        Said said = answer(() -> {
            SettingsReader.read("targets:\n  t:\n    kind: odd\n    auth: odd\n", "keeper.yaml");
            throw new IllegalStateException("it has faults");
        });
        assertEquals(503, said.status());
        assertTrue(said.json().path("faults").size() >= 3, said.text());
        assertEquals(
                "keeper.yaml", said.json().path("faults").path(0).path("source").asText());
    }

    @Test
    void saysWhereToAskForAnAcceptedRun() {
        Run run = Run.queued("20261120T060000Z-1a2b3c4d", "backup", "t", Instant.parse("2026-11-20T06:00:00Z"));
        Sink sink = new Sink();
        Answers.accepted(sink.request(), run);
        assertEquals(202, sink.said().status());
        assertEquals("/api/runs/20261120T060000Z-1a2b3c4d", sink.said().header("Location"));
        assertEquals("queued", sink.said().json().path("state").asText());
    }

    private static Said failing(RuntimeException failure) {
        return answer(() -> {
            throw failure;
        });
    }

    private static Said answer(Supplier<HttpResponseMessage> work) {
        ExecutionContext context = mock(ExecutionContext.class);
        Logger quiet = Logger.getAnonymousLogger();
        quiet.setUseParentHandlers(false);
        when(context.getLogger()).thenReturn(quiet);
        Sink sink = new Sink();
        Answers.guard(sink.request(), context, work);
        return sink.said();
    }

    /** Holds what was answered. */
    private record Said(int status, Map<String, String> headers, String body) {
        String text() {
            return status + " " + body;
        }

        JsonNode json() {
            try {
                return LosslessJson.read(body.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** Takes the place of the host's request and builder, which are not ours. */
    private static final class Sink implements HttpResponseMessage.Builder {
        private final Map<String, String> headers = new TreeMap<>();
        private int status;
        private byte[] body = {};

        HttpRequestMessage<?> request() {
            HttpRequestMessage<?> request = mock(HttpRequestMessage.class);
            when(request.createResponseBuilder(any(HttpStatus.class))).thenAnswer(call -> status(call.getArgument(0)));
            return request;
        }

        Said said() {
            return new Said(status, headers, new String(body, StandardCharsets.UTF_8));
        }

        @Override
        public HttpResponseMessage.Builder status(HttpStatusType wanted) {
            status = wanted.value();
            return this;
        }

        @Override
        public HttpResponseMessage.Builder header(String name, String value) {
            headers.put(name, value);
            return this;
        }

        @Override
        public HttpResponseMessage.Builder body(@Nullable Object wanted) {
            body = wanted instanceof byte[] bytes ? bytes : new byte[0];
            return this;
        }

        @Override
        public HttpResponseMessage build() {
            return mock(HttpResponseMessage.class);
        }
    }
}
