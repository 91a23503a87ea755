package io.grafanakeeper.panels;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.json.LosslessJson;

/**
 * Holds the part of a dashboard that has panels and variables.
 *
 * <p>Takes a classic model, an answer of {@code GET /api/dashboards/uid/:uid} ({@code dashboard} beside {@code meta}), and the
 * resources of {@code /apis/dashboard.grafana.app} ({@code metadata} beside {@code spec}).
 */
record Dashboard(String uid, String title, ObjectNode model) {
    static Dashboard of(ObjectNode given) {
        ObjectNode model = given;
        if (given.path("dashboard") instanceof ObjectNode inner) {
            model = inner;
        } else if (given.path("spec") instanceof ObjectNode spec) {
            model = spec;
        }
        String uid = LosslessJson.text(model.path("uid"));
        return new Dashboard(
                uid.isEmpty() ? LosslessJson.text(given.path("metadata").path("name")) : uid,
                LosslessJson.text(model.path("title")),
                model);
    }

    /** Tells whether this is a schema v2 dashboard (v2alpha1, v2beta1, v2), whose panels are elements beside the layout. */
    boolean hasElements() {
        return model.path("elements").isObject();
    }
}
