package io.grafanakeeper.saving;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.runs.ProblemException;
import java.util.List;

/** Says in words for people why Grafana did not take a dashboard. */
final class SaveProblems {
    private static final List<String> OVERWRITE = List.of("true, to replace what is there");

    private SaveProblems() {}

    /** Returns the title of a model, or refuses one without. */
    static String requireTitle(ObjectNode model) {
        String title = model.path("title").asText("").strip();
        if (title.isEmpty()) {
            throw ProblemException.badRequest("dashboard.title", "a dashboard must have a title", List.of("a text"));
        }
        return title;
    }

    /** Refuses with 409 what would replace something, and gives Grafana's word for it in {@code grafanaStatus}. */
    static ProblemException conflict(String status, String reason) {
        String what = status.equals("name-exists")
                ? "another dashboard in this folder has this title; choose another title, or give that one's uid"
                : "there is a dashboard of this uid, and it differs; send its current version in the dashboard";
        return ProblemException.conflict("overwrite", reason + " (" + what + ", or overwrite it)", OVERWRITE)
                .with("grafanaStatus", TextNode.valueOf(status));
    }

    static ProblemException conflict(GrafanaException.Conflict conflict) {
        if (conflict.kind().equals("plugin-dashboard")) {
            return ProblemException.conflict("dashboard", conflict.reason(), List.of())
                    .with("grafanaStatus", TextNode.valueOf(conflict.kind()));
        }
        return conflict(conflict.kind().isEmpty() ? "version-mismatch" : conflict.kind(), conflict.reason());
    }

    /** Refuses with 409 what comes from a file, and with 400 whatever else Grafana does not take. */
    static ProblemException rejected(GrafanaException rejection, boolean provisioned) {
        return provisioned
                ? ProblemException.conflict(
                        "dashboard",
                        "Grafana says: " + rejection.reason()
                                + "; it is provisioned from a file or by another tool: change it there",
                        List.of())
                : ProblemException.badRequest("dashboard", "Grafana says: " + rejection.reason(), List.of());
    }
}
