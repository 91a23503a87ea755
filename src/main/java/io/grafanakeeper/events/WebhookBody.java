package io.grafanakeeper.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.json.LosslessJson;
import io.grafanakeeper.runs.BackupScope;
import io.grafanakeeper.runs.ProblemException;
import java.io.IOException;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Reads what a call of a webhook asks for: the dashboards that the alerts of Grafana's own payload are about, or those that any
 * other JSON object names in {@code dashboards}; else the whole target.
 */
final class WebhookBody {
    private static final List<String> ALLOWED =
            List.of("Grafana's alert payload", "{\"dashboards\":[\"<uid>\"],\"reason\":\"…\"}", "{}");
    private static final int LONGEST_UID = 300;

    private WebhookBody() {}

    /** Reads a body that is known to be authentic; 400 if it is not one of the two. */
    static BackupScope read(byte[] body) {
        JsonNode json = parse(body);
        return json.path("alerts").isArray() ? alerts(json) : named(json);
    }

    private static JsonNode parse(byte[] body) {
        try {
            if (LosslessJson.read(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            throw ProblemException.badRequest("body", "the body is not JSON", ALLOWED);
        }
        throw ProblemException.badRequest("body", "the body is not a JSON object", ALLOWED);
    }

    private static BackupScope alerts(JsonNode payload) {
        SortedSet<String> uids = new TreeSet<>();
        for (JsonNode alert : payload.path("alerts")) {
            String uid = alert.path("annotations").path("__dashboardUid__").asText("");
            if (isUid(uid)) {
                uids.add(uid);
            }
        }
        return new BackupScope(
                uids,
                new TreeSet<>(),
                ("Grafana alert " + payload.path("status").asText("")).strip());
    }

    private static BackupScope named(JsonNode json) {
        JsonNode dashboards = json.path("dashboards");
        if (!dashboards.isMissingNode() && !dashboards.isNull() && !dashboards.isArray()) {
            throw notUids();
        }
        SortedSet<String> uids = new TreeSet<>();
        for (JsonNode uid : dashboards) {
            if (!uid.isTextual() || !isUid(uid.asText())) {
                throw notUids();
            }
            uids.add(uid.asText());
        }
        return new BackupScope(uids, new TreeSet<>(), json.path("reason").asText(""));
    }

    private static boolean isUid(String text) {
        return !text.isBlank() && text.length() <= LONGEST_UID && text.chars().noneMatch(Character::isISOControl);
    }

    private static ProblemException notUids() {
        return ProblemException.badRequest(
                "dashboards", "this must be a list of dashboards' uids", List.of("[\"<uid>\"]"));
    }
}
