package io.grafanakeeper.sandbox.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.sandbox.host.samples.EventSamples;
import io.grafanakeeper.sandbox.host.samples.HttpSamples;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Delivers events as Event Grid does. */
class EventGridEndpointTest {
    private static final String WEBHOOK = "/runtime/webhooks/eventgrid?functionName=OnEvent&code=master-key";

    private final HostCalls calls = new HostCalls(HostCalls.of(List.of(EventSamples.class, HttpSamples.class)));

    @AfterEach
    void close() {
        calls.close();
    }

    @Test
    void callsTheFunctionOnceAnEventOfAnArray() throws Exception {
        assertEquals(202, deliver("[{\"id\":\"1\",\"n\":1.50},{\"id\":\"2\"}]").statusCode());
        List<String> seen = calls.queues.queue("events").texts();
        assertEquals(2, seen.size());
        assertTrue(seen.stream().anyMatch(event -> event.contains("\"n\" : 1.50")), seen.toString());
    }

    @Test
    void takesASingleCloudEvent() throws Exception {
        assertEquals(202, deliver("{\"specversion\":\"1.0\",\"id\":\"1\"}").statusCode());
        assertEquals(1, calls.queues.queue("events").texts().size());
    }

    @Test
    void answersFiveHundredWhenOneEventFailedButKeepsTheOthers() throws Exception {
        assertEquals(500, deliver("[{\"id\":\"bad\"},{\"id\":\"2\"}]").statusCode());
        assertEquals(1, calls.queues.queue("events").texts().size());
    }

    @Test
    void answersTheValidationHandshake() throws Exception {
        HttpResponse<String> answer = calls.post(
                WEBHOOK, "[{\"data\":{\"validationCode\":\"512d\"}}]", "aeg-event-type", "SubscriptionValidation");
        assertEquals(200, answer.statusCode());
        assertEquals("{\"validationResponse\":\"512d\"}", answer.body());
    }

    @Test
    void answersTheHandshakeOfCloudEvents() throws Exception {
        HttpResponse<String> answer = calls.send(
                HttpRequest.newBuilder().method("OPTIONS", BodyPublishers.noBody()),
                WEBHOOK,
                "WebHook-Request-Origin",
                "eventgrid.azure.net");
        assertEquals(200, answer.statusCode());
        assertEquals(
                "eventgrid.azure.net",
                answer.headers().firstValue("WebHook-Allowed-Origin").orElse(""));
    }

    @Test
    void refusesStrangersOtherFunctionsOtherTypesAndBadJson() throws Exception {
        String[] type = {"aeg-event-type", "Notification"};
        assertEquals(
                401,
                calls.post(WEBHOOK.replace("master", "function"), "[]", type).statusCode());
        assertEquals(
                404,
                calls.post(WEBHOOK.replace("OnEvent", "Nobody"), "[]", type).statusCode());
        assertEquals(
                404, calls.post(WEBHOOK.replace("OnEvent", "Open"), "[]", type).statusCode());
        assertEquals(400, calls.post(WEBHOOK, "[]").statusCode());
        assertEquals(400, deliver("{").statusCode());
    }

    private HttpResponse<String> deliver(String body) throws Exception {
        return calls.post(WEBHOOK, body, "aeg-event-type", "Notification");
    }
}
