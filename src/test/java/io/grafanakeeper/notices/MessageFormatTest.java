package io.grafanakeeper.notices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.json.LosslessJson;
import java.io.IOException;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageFormatTest {
    private static final Notice NOTICE = new Notice(
            "a < b\n& c",
            "<!channel> [x](y)\nsecond line",
            List.of(new Notice.Link("the | run", URI.create("https://keeper/api/runs/1?a=1&b=2"))));

    @ParameterizedTest
    @CsvSource({
        "https://hooks.slack.com/services/T/B/x, SLACK",
        "https://HOOKS.slack.com/services/T/B/x, SLACK",
        "https://hooks.slack.com.evil.example/services, PLAIN",
        "https://contoso.webhook.office.com/webhookb2/x, TEAMS",
        "https://prod-12.westeurope.logic.azure.com:443/workflows/x, TEAMS",
        "https://default1.2.environment.api.powerplatform.com:443/powerautomate/x, TEAMS",
        "https://evil-logic.azure.com.example/x, PLAIN",
        "https://chat.example.com/hooks/x, PLAIN"
    })
    void knowsTheChatByTheHost(URI webhook, MessageFormat expected) {
        assertEquals(expected, MessageFormat.of(webhook));
    }

    @Test
    void escapesForSlackSoThatNobodyIsCalled() throws IOException {
        assertEquals(
                "*a &lt; b &amp; c*\n&lt;!channel&gt; [x](y)\nsecond line"
                        + "\n<https://keeper/api/runs/1?a=1&amp;b=2|the / run>",
                json(MessageFormat.SLACK, NOTICE).path("text").asText());
    }

    @Test
    void putsACardOfPlainTextAroundItForTeams() throws IOException {
        JsonNode message = json(MessageFormat.TEAMS, NOTICE);
        assertEquals("message", message.path("type").asText());
        JsonNode attachment = message.path("attachments").path(0);
        assertEquals(
                "application/vnd.microsoft.card.adaptive",
                attachment.path("contentType").asText());
        JsonNode card = attachment.path("content");
        assertEquals("AdaptiveCard", card.path("type").asText());
        assertEquals(
                List.of("a < b & c", "<!channel> [x](y)", "second line"),
                card.path("body").findValuesAsText("text"));
        assertEquals(
                List.of("RichTextBlock", "RichTextBlock", "RichTextBlock"),
                card.path("body")
                        .valueStream()
                        .map(block -> block.path("type").asText())
                        .toList());
        assertEquals(
                "https://keeper/api/runs/1?a=1&b=2",
                card.path("actions").path(0).path("url").asText());
    }

    @Test
    void saysEverythingInOneTextForAnyOther() throws IOException {
        JsonNode message = json(MessageFormat.PLAIN, NOTICE);
        assertEquals("a < b & c", message.path("title").asText());
        assertTrue(message.path("text").asText().endsWith("second line\nthe | run: https://keeper/api/runs/1?a=1&b=2"));
        assertEquals("the | run", message.path("links").path(0).path("label").asText());
    }

    @Test
    void cutsWhatIsTooLongForAChatWithoutBreakingACharacter() throws IOException {
        Notice.Link link = NOTICE.links().get(0);
        Notice notice = new Notice("😀".repeat(300), "😀".repeat(5000), Collections.nCopies(50, link));
        assertEquals("😀".repeat(199) + "…", notice.title());
        assertEquals("😀".repeat(1499) + "…", notice.text());
        assertEquals(10, notice.links().size());
        assertTrue(MessageFormat.TEAMS.body(notice).length < 28 * 1024);
        Notice lines = new Notice("", "x\n".repeat(1500), List.of());
        assertEquals("x\n".repeat(39) + "…", lines.text());
        assertTrue(MessageFormat.TEAMS.body(lines).length < 28 * 1024);
        assertEquals(
                notice.title(), json(MessageFormat.PLAIN, notice).path("title").asText());
    }

    private static JsonNode json(MessageFormat format, Notice notice) throws IOException {
        return LosslessJson.read(format.body(notice));
    }
}
