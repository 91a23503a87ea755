package io.grafanakeeper.restore;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.archive.Item;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides about one item.
 *
 * @param item what the backup holds
 * @param action what to do
 * @param reason why, in words for people; empty if there is nothing to say
 * @param uid the uid it will have, which only folders matched by path or restored elsewhere do not keep
 * @param folderUid the folder to put it in, empty for the root
 * @param liveVersion the version that an update replaces, or null
 * @param secrets the names of the secrets that the request does not give: to enter afterwards, or, if nothing is written for want
 *     of them, to name in the next request
 */
record Step(
        Item item,
        Action action,
        String reason,
        String uid,
        String folderUid,
        @Nullable Long liveVersion,
        List<String> secrets) {
    Step(Item item, Action action, String reason, String folderUid, @Nullable Long liveVersion) {
        this(item, action, reason, item.uid(), folderUid, liveVersion, List.of());
    }

    /** Returns the same step, with secrets to enter afterwards. */
    Step asking(List<String> names) {
        return new Step(item, action, reason, uid, folderUid, liveVersion, names);
    }

    /** Returns another decision about the same item. */
    Step becomes(Action other, String why, List<String> names) {
        return new Step(item, other, why, uid, folderUid, null, names);
    }

    /** Returns the step as the plan shows it. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("kind", item.kind().text())
                .put("uid", item.uid())
                .put("title", item.title())
                .put("folderPath", item.folderPath())
                .put("action", action.text())
                .put("reason", reason);
        if (!uid.equals(item.uid())) {
            json.put("as", uid);
        }
        if (!secrets.isEmpty()) {
            secrets.forEach(json.putArray("secretsToEnter")::add);
        }
        return json;
    }
}
