package io.grafanakeeper.targets;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.grafana.ServerApi.Access;
import io.grafanakeeper.settings.Kind;
import io.grafanakeeper.settings.Target;

/** Words what a check found. */
final class Findings {
    static final String NOT_OFFERED = "not offered by this target";

    private Findings() {}

    /** Begins an answer: what is configured, and nothing found yet. */
    static ObjectNode begin(Target target) {
        ObjectNode result = TargetJson.describe(target).put("ok", false).put("reachable", false);
        ObjectNode rate = result.putObject("rateLimit")
                .put("requestsPerSecond", target.requestsPerSecond())
                .put("concurrency", target.concurrency());
        rate.put("host", hostLimit(target.kind()));
        return result;
    }

    static String of(Access access) {
        return switch (access) {
            case ALLOWED -> "available";
            case FORBIDDEN -> "forbidden";
            case ABSENT -> NOT_OFFERED;
        };
    }

    private static String hostLimit(Kind kind) {
        return switch (kind) {
            case MANAGED -> "Azure allows 45 requests a second for this host and 90 for the caller's address";
            case MONITOR ->
                "Azure publishes none for this host; Azure Resource Manager, which lists, is asked 10 times a second at most";
            case SELF_HOSTED -> "not known";
        };
    }
}
