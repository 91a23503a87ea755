package io.grafanakeeper.targets;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.settings.Auth;
import io.grafanakeeper.settings.Include;
import io.grafanakeeper.settings.Target;

/** Describes a target for people: what is configured, and of secrets only their names. */
final class TargetJson {
    private TargetJson() {}

    static ObjectNode describe(Target target) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("name", target.name())
                .put("endpoint", target.endpoint().toString())
                .put("kind", target.kind().yamlName())
                .put("auth", auth(target.auth()))
                .put("concurrency", target.concurrency())
                .put("requestsPerSecond", target.requestsPerSecond());
        if (target.auth() instanceof Auth.Entra || target.auth() instanceof Auth.ServicePrincipal) {
            json.put("scope", target.scope());
        }
        if (target.orgId() != null) {
            json.put("orgId", target.orgId());
        }
        ArrayNode include = json.putArray("include");
        for (Include kind : target.backup().include()) {
            include.add(kind.yamlName());
        }
        return json;
    }

    private static String auth(Auth auth) {
        if (auth instanceof Auth.Entra) {
            return "entra";
        }
        if (auth instanceof Auth.ServicePrincipal) {
            return "service-principal";
        }
        if (auth instanceof Auth.Token) {
            return "token";
        }
        return auth instanceof Auth.Basic ? "basic" : "api-key";
    }
}
