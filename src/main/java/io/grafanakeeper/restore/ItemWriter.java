package io.grafanakeeper.restore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.grafana.AlertingApi;
import io.grafanakeeper.grafana.Dashboard;
import io.grafanakeeper.grafana.DashboardResource;
import io.grafanakeeper.grafana.DashboardsApi;
import io.grafanakeeper.grafana.DashboardsApi.FolderRef;
import io.grafanakeeper.grafana.DataSourcesApi;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.KubernetesApi;
import io.grafanakeeper.grafana.LibraryApi;
import io.grafanakeeper.inventory.AlertingDrafts;
import io.grafanakeeper.inventory.Connection;
import io.grafanakeeper.inventory.Draft;
import io.grafanakeeper.inventory.Drafts;
import io.grafanakeeper.inventory.Place;
import io.grafanakeeper.inventory.Redaction;
import io.grafanakeeper.inventory.ResourceDrafts;
import io.grafanakeeper.runs.ServiceException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Writes one item to Grafana and reads it back. */
final class ItemWriter {
    private static final List<String> DATA_SOURCE_ANSWERS_ONLY =
            List.of("readOnly", "typeLogoUrl", "typeName", "apiVersion");
    private static final Place ELSEWHERE = new Place("another folder", "");
    private static final Map<ItemKind, String> ALERTING = Map.of(
            ItemKind.ALERT_RULE, "alert-rules",
            ItemKind.CONTACT_POINT, "contact-points",
            ItemKind.MUTE_TIMING, "mute-timings",
            ItemKind.TEMPLATE, "templates",
            ItemKind.NOTIFICATION_POLICY, "policies");

    private final @Nullable MonitorWriter monitor;
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
    ItemWriter(Connection connection, UnaryOperator<String> vault, String note) {
        GrafanaClient grafana = connection.grafana();
        monitor = connection.monitor() == null ? null : new MonitorWriter(grafana, connection.monitor(), note);
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
        switch (step.item().kind()) {
            case DASHBOARD -> dashboard(step, content, folder);
            case DATA_SOURCE -> dataSource(step, content, secrets);
            case LIBRARY_PANEL -> libraryPanel(step, content, folder);
            case TEMPLATE, NOTIFICATION_POLICY, ALERT_RULE, CONTACT_POINT, MUTE_TIMING ->
                alerting(step, withSecrets(content, secrets));
            case FOLDER -> throw new IllegalArgumentException("folders are made by the restorer");
        }
    }

    /** Reads back what was written, as the archive would keep it, with the folder it is in. */
    Draft readBack(Step step, ObjectNode written, @Nullable FolderRef folder) {
        String uid = step.item().uid();
        return switch (step.item().kind()) {
            case DASHBOARD -> readDashboard(step.uid(), written, folder);
            case DATA_SOURCE -> Drafts.dataSource(dataSources.read(uid));
            case LIBRARY_PANEL -> readLibraryPanel(uid, folder);
            default -> {
                Draft found = alerting(step.item().kind()).get(uid);
                if (found == null) {
                    throw new NotRestoredException("Grafana took it and does not list it");
                }
                yield found;
            }
        };
    }

    /** Lists one kind of alerting resources by uid: they cannot all be read one by one. */
    Map<String, Draft> alerting(ItemKind kind) {
        Map<String, Draft> found = new HashMap<>();
        for (ObjectNode resource : alerting.list(ALERTING.getOrDefault(kind, ""))) {
            Draft draft = AlertingDrafts.of(
                    kind, resource, new Place(resource.path("folderUID").asText(""), ""));
            found.put(draft.uid(), draft);
        }
        return found;
    }

    static boolean isAlerting(ItemKind kind) {
        return ALERTING.containsKey(kind);
    }

    private static Place place(@Nullable FolderRef folder) {
        return folder == null ? Place.ROOT : new Place(folder.uid(), "");
    }

    private Draft readDashboard(String uid, ObjectNode written, @Nullable FolderRef folder) {
        if (monitor != null) {
            return monitor.read(uid);
        }
        if (DashboardResource.is(written)) {
            return ResourceDrafts.whole(uid, resources.read(DashboardResource.version(written), uid), place(folder));
        }
        Dashboard read = dashboards.read(uid);
        return Drafts.dashboard(uid, read, read.isIn(folder) ? place(folder) : ELSEWHERE);
    }

    private void dashboard(Step step, ObjectNode content, @Nullable FolderRef folder) {
        Long replaced = step.action() == Action.UPDATE ? step.liveVersion() : null;
        if (monitor != null) {
            monitor.write(step, content);
        } else if (!DashboardResource.is(content)) {
            dashboards.save(content, folder, replaced, false, note);
        } else if (replaced == null) {
            resources.create(content, step.item().uid());
        } else {
            resources.update(content, step.item().uid(), replaced);
        }
    }

    private void dataSource(Step step, ObjectNode content, Map<String, String> secrets) {
        ObjectNode body = content.deepCopy().remove(DATA_SOURCE_ANSWERS_ONLY);
        if (!secrets.isEmpty()) {
            ObjectNode values = body.putObject("secureJsonData");
            secrets.forEach((name, secret) -> values.put(name, secret(secret)));
        }
        if (step.action() == Action.CREATE) {
            dataSources.create(body);
        } else {
            dataSources.update(step.item().uid(), body);
        }
    }

    private static void requireNoMark(ObjectNode body) {
        if (Redaction.holdsMark(body)) {
            throw new NotRestoredException(
                    "nothing was written: instead of a secret it holds the mark that Grafana gives for one;"
                            + " check the secrets in Key Vault");
        }
    }

    private ObjectNode withSecrets(ObjectNode content, Map<String, String> secrets) {
        ObjectNode body = content.deepCopy();
        secrets.forEach((name, secret) -> {
            if (!Redaction.put(body, name, secret(secret))) {
                throw new NotRestoredException("the backup has no place for the secret " + name);
            }
        });
        return body;
    }

    private void alerting(Step step, ObjectNode body) {
        requireNoMark(body);
        String route = ALERTING.getOrDefault(step.item().kind(), "");
        String uid = step.item().uid();
        switch (step.item().kind()) {
            case NOTIFICATION_POLICY -> alerting.replace(route, body);
            // There is no other way to make one.
            case TEMPLATE -> alerting.replace(route, uid, body);
            default -> {
                if (step.action() == Action.CREATE) {
                    alerting.create(route, body);
                } else {
                    alerting.replace(route, uid, body);
                }
            }
        }
    }

    /** Reads a secret; one that is not there is this item's failure, a vault that does not answer is everybody's. */
    private String secret(String name) {
        try {
            return vault.apply(name);
        } catch (ServiceException e) {
            if (e.retryable()) {
                throw e;
            }
            throw new NotRestoredException(String.valueOf(e.getMessage()));
        }
    }

    private Draft readLibraryPanel(String uid, @Nullable FolderRef folder) {
        ObjectNode panel = library.read(uid);
        return Drafts.libraryPanel(panel, LibraryApi.isIn(folder, panel) ? place(folder) : ELSEWHERE);
    }

    private void libraryPanel(Step step, ObjectNode content, @Nullable FolderRef folder) {
        ObjectNode body = content.deepCopy();
        if (step.action() == Action.CREATE) {
            library.create(body, folder);
        } else {
            library.update(step.item().uid(), body.put("version", step.liveVersion()), folder);
        }
    }
}
