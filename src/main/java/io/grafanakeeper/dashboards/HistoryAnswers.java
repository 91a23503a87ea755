package io.grafanakeeper.dashboards;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.runs.ProblemException;
import java.util.List;

/** Words the answers about the history of one dashboard, the same for every kind of Grafana. */
final class HistoryAnswers {
    private final String target;
    private final String uid;

    HistoryAnswers(String target, String uid) {
        this.target = target;
        this.uid = uid;
    }

    /**
     * Answers with a list.
     *
     * @param found one more than the limit, if there are more
     */
    ObjectNode list(List<ObjectNode> found, int limit) {
        ObjectNode json = head();
        ArrayNode versions = json.putArray("versions");
        found.stream().limit(limit).forEach(versions::add);
        return json.put("more", found.size() > limit);
    }

    /** Answers with one version. */
    ObjectNode one(ObjectNode version) {
        return head().setAll(version);
    }

    /** Answers with what came of going back. */
    ObjectNode restored(long version, ObjectNode done) {
        return head().put("restoredFrom", version).setAll(done);
    }

    private ObjectNode head() {
        return JsonNodeFactory.instance.objectNode().put("target", target).put("uid", uid);
    }

    static ObjectNode done(String action, long version) {
        return JsonNodeFactory.instance.objectNode().put("action", action).put("version", version);
    }

    static ProblemException noVersion(String uid, long version) {
        return ProblemException.notFound(
                "version", "Grafana has no version " + version + " of the dashboard " + uid, List.of());
    }
}
