package io.grafanakeeper.notices;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.json.LosslessJson;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a notice as the JSON that a chat takes. The host of the webhook tells which chat it is. */
enum MessageFormat {
    /** Slack's incoming webhooks: {@code {"text"}} in its own mark-up, where only three characters need escaping. */
    SLACK("Slack") {
        @Override
        ObjectNode message(Notice notice) {
            String links = notice.links().stream()
                    .map(link -> "\n<" + escaped(link.address().toASCIIString()) + "|"
                            + escaped(link.label()).replace('|', '/') + ">")
                    .collect(Collectors.joining());
            return object().put("text", "*" + escaped(notice.title()) + "*\n" + escaped(notice.text()) + links);
        }
    },
    /** Workflows of Microsoft Teams and Power Automate: an Adaptive Card; its text runs know no mark-up. */
    TEAMS("Teams") {
        @Override
        ObjectNode message(Notice notice) {
            ObjectNode message = object().put("type", "message");
            ObjectNode card = message.putArray("attachments")
                    .addObject()
                    .put("contentType", "application/vnd.microsoft.card.adaptive")
                    .putObject("content");
            card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
                    .put("type", "AdaptiveCard")
                    .put("version", "1.2");
            ArrayNode body = card.putArray("body");
            block(body, notice.title()).put("weight", "Bolder");
            notice.text().lines().forEach(line -> block(body, line));
            ArrayNode actions = card.putArray("actions");
            notice.links()
                    .forEach(link -> actions.addObject()
                            .put("type", "Action.OpenUrl")
                            .put("title", link.label())
                            .put("url", link.address().toASCIIString()));
            return message;
        }
    },
    /** Anything else: the whole message as {@code text}, which many chats take, and its parts. */
    PLAIN("notify") {
        @Override
        ObjectNode message(Notice notice) {
            String links = notice.links().stream()
                    .map(link -> "\n" + link.label() + ": " + link.address().toASCIIString())
                    .collect(Collectors.joining());
            ObjectNode message = object().put("text", notice.title() + "\n" + notice.text() + links)
                    .put("title", notice.title());
            ArrayNode all = message.putArray("links");
            notice.links()
                    .forEach(link -> all.addObject()
                            .put("label", link.label())
                            .put("url", link.address().toASCIIString()));
            return message;
        }
    };

    private static final Pattern SLACK_HOST = Pattern.compile("hooks\\.slack(-gov)?\\.com");
    private static final Pattern TEAMS_HOST =
            Pattern.compile(".+\\.(webhook\\.office\\.com|logic\\.azure\\.(com|us|cn)|api\\.powerplatform\\.com)");

    private final String people;

    MessageFormat(String people) {
        this.people = people;
    }

    /** Returns the format that the chat behind an address takes. */
    static MessageFormat of(URI webhook) {
        String host = webhook.getHost().toLowerCase(Locale.ROOT);
        if (SLACK_HOST.matcher(host).matches()) {
            return SLACK;
        }
        return TEAMS_HOST.matcher(host).matches() ? TEAMS : PLAIN;
    }

    /** Returns the message as UTF-8. */
    byte[] body(Notice notice) {
        return LosslessJson.canonical(message(notice));
    }

    /** Returns the name of the webhook as people know it, without its address. */
    String people() {
        return people;
    }

    abstract ObjectNode message(Notice notice);

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ObjectNode block(ArrayNode body, String text) {
        ObjectNode run = body.addObject()
                .put("type", "RichTextBlock")
                .putArray("inlines")
                .addObject();
        return run.put("type", "TextRun").put("text", text);
    }
}
