package io.grafanakeeper.saving;

import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.runs.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** Checks and makes the uids of dashboards. */
public final class DashboardUid {
    /** What Grafana takes when it saves. */
    private static final Pattern WRITABLE = Pattern.compile("[a-zA-Z0-9_-]{1,40}");
    /** What may stand in a route; Azure Monitor's are long and have tildes, and parentheses of resource groups. */
    private static final Pattern READABLE = Pattern.compile("[a-zA-Z0-9_.~()-]{1,512}");

    private DashboardUid() {}

    /** Returns the uid of a route, or refuses what can be none. */
    public static String inRoute(String uid) {
        if (!READABLE.matcher(uid).matches() || uid.chars().allMatch(character -> character == '.')) {
            throw ProblemException.badRequest(
                    "uid",
                    "this is not the uid of a dashboard",
                    List.of("up to 512 letters, digits, '_', '-', '.' and '~'"));
        }
        return uid;
    }

    /**
     * Returns the uid that a dashboard says it has, empty if it says none.
     *
     * @param field where it stands, for the refusal
     */
    static String written(JsonNode uid, String field) {
        if (uid.isMissingNode()
                || uid.isNull()
                || (uid.isTextual() && uid.asText().isEmpty())) {
            return "";
        }
        if (!uid.isTextual() || !WRITABLE.matcher(uid.asText()).matches()) {
            throw ProblemException.badRequest(
                    field,
                    "this is not a uid",
                    List.of("1 to 40 letters, digits, '_' and '-'", "none, to have one made"));
        }
        return uid.asText();
    }

    /** Makes a uid that comes from title and folder alone, so that a request sent twice does not make two dashboards. */
    static String made(String title, String folderUid) {
        return UUID.nameUUIDFromBytes((folderUid + "\n" + title).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
