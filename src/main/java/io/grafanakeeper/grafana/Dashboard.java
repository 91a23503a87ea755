package io.grafanakeeper.grafana;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Holds a dashboard as Grafana gave it.
 *
 * @param meta what Grafana knows about it: version, folder, author, times
 * @param model the dashboard itself, whole
 */
public record Dashboard(ObjectNode meta, ObjectNode model) {}
