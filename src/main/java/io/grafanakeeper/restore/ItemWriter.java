package io.grafanakeeper.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.grafana.AlertingApi;
import io.grafanakeeper.grafana.DashboardsApi;
import io.grafanakeeper.grafana.DashboardsApi.FolderRef;
import io.grafanakeeper.grafana.DataSourcesApi;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.grafana.KubernetesApi;
import io.grafanakeeper.grafana.LibraryApi;
import io.grafanakeeper.inventory.Draft;
import io.grafanakeeper.inventory.Drafts;
import io.grafanakeeper.inventory.Place;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Writes one item to Grafana and reads it back. */
final class ItemWriter {
    private static final List<String> DATA_SOURCE_ANSWERS_ONLY =
            List.of("readOnly", "typeLogoUrl", "typeName", "apiVersion");

    private final DashboardsApi dashboards;
    private final KubernetesApi resources;
    private final DataSourcesApi dataSources;
    private final LibraryApi library;
    private final AlertingApi alerting;
    private final UnaryOperator<String> vault;
    private final String note;

    /**
     * Creates a writer.
     *
     * @param vault reads a secret's value by its name in Key Vault
     * @param note what a dashboard's history will say
     */
    ItemWriter(GrafanaClient grafana, UnaryOperator<String> vault, String note) {
        dashboards = new DashboardsApi(grafana);
        resources = new KubernetesApi(grafana);
        dataSources = new DataSourcesApi(grafana);
        library = new LibraryApi(grafana);
        alerting = new AlertingApi(grafana);
        this.vault = vault;
        this.note = note;
    }

    /**
     * Writes an item.
     *
     * @param folder the folder to put it in, or null for the root
     * @param secrets the Key Vault secrets to take its secrets from, by their names in Grafana
     */
    void write(Step step, ObjectNode content, @Nullable FolderRef folder, Map<String, String> secrets) {
        String uid = step.item().uid();
        switch (step.item().kind()) {
            case DASHBOARD -> dashboard(step, content, folder);
            case DATA_SOURCE -> dataSource(step, content, secrets);
            case LIBRARY_PANEL -> libraryPanel(step, content);
            case ALERT_RULE -> alerting(step, "alert-rules", uid, content);
            case CONTACT_POINT -> alerting(step, "contact-points", uid, content);
            case MUTE_TIMING -> alerting(step, "mute-timings", uid, content);
            case TEMPLATE -> alerting.write("PUT", "templates/" + uid, content);
            case NOTIFICATION_POLICY -> alerting.write("PUT", "policies", content);
            case FOLDER -> throw new IllegalArgumentException("folders are made by the restorer");
        }
    }

    /** Reads back what was written, as the archive would keep it; null for kinds that are listed only as a whole. */
    @Nullable
    Draft readBack(Step step, ObjectNode written) {
        String uid = step.item().uid();
        return switch (step.item().kind()) {
            case DASHBOARD -> readDashboard(uid, written);
            case DATA_SOURCE -> Drafts.dataSource(dataSources.read(uid));
            case LIBRARY_PANEL -> Drafts.libraryPanel(library.read(uid), Place.ROOT);
            default -> null;
        };
    }

    private Draft readDashboard(String uid, ObjectNode written) {
        if (isResource(written)) {
            String apiVersion = written.path("apiVersion").asText();
            String version = apiVersion.substring(apiVersion.indexOf('/') + 1);
            return Drafts.resource(uid, resources.read(version, uid), Place.ROOT);
        }
        return Drafts.dashboard(uid, dashboards.read(uid), Place.ROOT);
    }

    private void dashboard(Step step, ObjectNode content, @Nullable FolderRef folder) {
        if (isResource(content)) {
            resources.save(content, step.item().uid(), folder == null ? "" : folder.uid());
        } else {
            dashboards.save(content, folder, step.action() == Action.UPDATE ? step.liveVersion() : null, note);
        }
    }

    private static boolean isResource(ObjectNode content) {
        return content.path("spec").isObject() && content.path("apiVersion").isTextual();
    }

    private void dataSource(Step step, ObjectNode content, Map<String, String> secrets) {
        ObjectNode body = content.deepCopy().remove(DATA_SOURCE_ANSWERS_ONLY);
        if (!secrets.isEmpty()) {
            ObjectNode values = body.putObject("secureJsonData");
            secrets.forEach((name, secret) -> values.put(name, vault.apply(secret)));
        }
        if (step.action() == Action.CREATE) {
            dataSources.create(body);
        } else {
            dataSources.update(step.item().uid(), body);
        }
    }

    private void libraryPanel(Step step, ObjectNode content) {
        ObjectNode body = content.deepCopy();
        if (step.action() == Action.CREATE) {
            library.create(body);
        } else {
            library.update(step.item().uid(), body.put("version", step.liveVersion()));
        }
    }

    private void alerting(Step step, String route, String uid, JsonNode content) {
        ObjectNode body = content.deepCopy();
        if (step.action() == Action.UPDATE) {
            alerting.write("PUT", route + "/" + uid, body);
            return;
        }
        try {
            alerting.write("POST", route, body);
        } catch (GrafanaException.Conflict e) {
            // A write whose answer was lost, sent again: it is there, and the same PUT makes sure of its content.
            alerting.write("PUT", route + "/" + uid, body);
        }
    }
}
