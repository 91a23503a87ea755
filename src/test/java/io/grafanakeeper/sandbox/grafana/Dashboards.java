package io.grafanakeeper.sandbox.grafana;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keeps the dashboards of an organisation; answers reads and deletes, and leaves saving to {@link Saves}. */
final class Dashboards {
    static final int LONGEST_UID = 40;

    private static final Pattern LEGAL_UID = Pattern.compile("[a-zA-Z0-9_-]*");

    private final Org org;
    private final World world;
    private final Map<String, Dashboard> byUid = new ConcurrentHashMap<>();
    private final Map<Long, String> uidById = new ConcurrentHashMap<>();
    private final Saves saves;
    private final Versions versions;
    private final Resources resources;

    Dashboards(Org org, World world) {
        this.org = org;
        this.world = world;
        this.saves = new Saves(org, world, this);
        this.versions = new Versions(world, this);
        this.resources = new Resources(org, world, this);
    }

    static void routes(Router router, Flavour flavour) {
        router.post(
                "/api/dashboards/db",
                Router.Access.SIGNED_IN,
                call -> call.org().dashboards().saves.save(call));
        router.get(
                "/api/dashboards/uid/:uid",
                Router.Access.SIGNED_IN,
                call -> call.org().dashboards().get(call));
        router.delete(
                "/api/dashboards/uid/:uid",
                Router.Access.SIGNED_IN,
                call -> call.org().dashboards().delete(call));
        router.get(
                "/api/dashboards/tags",
                Router.Access.SIGNED_IN,
                call -> call.org().dashboards().tags());
        if (!flavour.atLeast(8)) {
            router.get(
                    "/api/dashboards/db/:slug",
                    Router.Access.SIGNED_IN,
                    call -> call.org().dashboards().bySlug(call));
        }
        Versions.routes(router, flavour);
        if (flavour.apis()) {
            Resources.routes(router);
            FolderObjects.routes(router, flavour);
        }
    }

    static boolean isLegalUid(String uid) {
        return LEGAL_UID.matcher(uid).matches();
    }

    Saves saves() {
        return saves;
    }

    Versions versions() {
        return versions;
    }

    Resources resources() {
        return resources;
    }

    @Nullable
    Dashboard find(String uid) {
        return byUid.get(uid);
    }

    @Nullable
    Dashboard findById(long id) {
        String uid = uidById.get(id);
        return uid == null ? null : byUid.get(uid);
    }

    /** Finds the dashboard of a folder whose title makes this slug, as Grafana compares titles. */
    @Nullable
    Dashboard findBySlug(String slug, String folder) {
        return byUid.values().stream()
                .filter(other -> other.head().slug().equals(slug)
                        && other.head().folder().equals(folder))
                .min(Comparator.comparingLong(Dashboard::id))
                .orElse(null);
    }

    Collection<Dashboard> all() {
        return byUid.values();
    }

    int size() {
        return byUid.size();
    }

    void put(Dashboard dashboard) {
        byUid.put(dashboard.uid(), dashboard);
        uidById.put(dashboard.id(), dashboard.uid());
        org.search().changed();
    }

    void remove(Dashboard dashboard) {
        byUid.remove(dashboard.uid());
        uidById.remove(dashboard.id());
        org.search().changed();
    }

    void removeFolder(String folder) {
        List.copyOf(byUid.values()).stream()
                .filter(dashboard -> dashboard.head().folder().equals(folder))
                .forEach(this::remove);
    }

    void clear() {
        byUid.clear();
        uidById.clear();
        org.search().changed();
    }

    private Answer get(Call call) {
        Dashboard dashboard = byUid.get(call.variable("uid"));
        if (dashboard == null) {
            return missing();
        }
        if (dashboard.stored().isV2()) {
            return legacyReadOfV2(dashboard, call.principal());
        }
        return shown(dashboard, call.principal(), new Content().add(dashboard.model()));
    }

    private Answer bySlug(Call call) {
        Dashboard dashboard = byUid.values().stream()
                .filter(other -> other.head().slug().equals(call.variable("slug")))
                .findFirst()
                .orElse(null);
        return dashboard == null ? missing() : shown(dashboard, call.principal(), new Content().add(dashboard.model()));
    }

    private Answer legacyReadOfV2(Dashboard dashboard, Principal reader) {
        if (world.legacyReadOfV2() == LegacyReadOfV2.CONVERT) {
            return shown(dashboard, reader, Content.of(legacyText(dashboard)));
        }
        String address = "/apis/dashboard.grafana.app/" + dashboard.stored().apiVersion() + "/namespaces/"
                + Resources.namespace(org) + "/dashboards/" + dashboard.uid();
        return Answer.message(406, "dashboard api version not supported, use " + address + " instead");
    }

    /** Gives what the legacy read of a dashboard shows under {@code dashboard}; for v2 a conversion that loses panels. */
    String legacyText(Dashboard dashboard) {
        if (!dashboard.stored().isV2()) {
            return dashboard.model().text();
        }
        Members model = Json.members(Resources.toV1(dashboard));
        model.put("id", Long.toString(dashboard.id()));
        model.put("uid", Json.quote(dashboard.uid()));
        model.put("version", Integer.toString(dashboard.stamp().version()));
        return model.write();
    }

    private Answer shown(Dashboard dashboard, Principal reader, Content model) {
        Content content = new Content().add("{\"meta\":" + meta(dashboard, reader) + ",\"dashboard\":");
        content.add(model).add("}");
        return new Answer(200, Answer.JSON, content);
    }

    private Fields meta(Dashboard dashboard, Principal reader) {
        Flavour flavour = world.flavour();
        boolean editor = reader.role().covers(Role.EDITOR);
        boolean admin = reader.role().covers(Role.ADMIN);
        Folder folder = org.folders().find(dashboard.head().folder());
        Dashboard.Stamp stamp = dashboard.stamp();
        return annotationsPermissions(
                new Fields()
                        .add("type", "db")
                        .add("canSave", editor)
                        .add("canEdit", editor)
                        .add("canAdmin", admin)
                        .add("canStar", true)
                        .addIf(flavour.atLeast(8), "canDelete", editor)
                        .add("slug", dashboard.head().slug())
                        .add("url", dashboard.url())
                        .add("expires", "0001-01-01T00:00:00Z")
                        .add("created", World.seconds(stamp.created()))
                        .add("updated", World.seconds(stamp.updated()))
                        .add("updatedBy", stamp.updatedBy())
                        .add("createdBy", stamp.createdBy())
                        .add("version", stamp.version())
                        .add("hasAcl", false)
                        .add("isFolder", false)
                        .add("folderId", folder == null ? 0 : folder.id())
                        .addIf(flavour.atLeast(8), "folderUid", folder == null ? "" : folder.uid())
                        .add("folderTitle", folder == null ? "General" : folder.title())
                        .add("folderUrl", folder == null ? "" : folder.url())
                        .add("provisioned", !dashboard.provisioned().isEmpty())
                        .add("provisionedExternalId", dashboard.provisioned()),
                editor);
    }

    private Fields annotationsPermissions(Fields meta, boolean editor) {
        if (!world.flavour().atLeast(8)) {
            return meta;
        }
        Fields can = new Fields().add("canAdd", editor).add("canEdit", editor).add("canDelete", editor);
        meta.add("annotationsPermissions", new Fields().add("dashboard", can).add("organization", can));
        if (world.flavour() == Flavour.V9_5) {
            meta.add("publicDashboardAccessToken", "")
                    .add("publicDashboardUid", "")
                    .add("publicDashboardEnabled", false);
        }
        return meta;
    }

    private Answer delete(Call call) {
        Dashboard dashboard = byUid.get(call.variable("uid"));
        if (dashboard == null) {
            return missing();
        }
        if (!call.principal().role().covers(Role.EDITOR)) {
            return accessDenied();
        }
        if (!dashboard.provisioned().isEmpty()) {
            return Answer.message(400, "provisioned dashboard cannot be deleted");
        }
        remove(dashboard);
        boolean withId = !world.flavour().atLeast(13);
        String title = dashboard.head().title();
        return Answer.ok(new Fields()
                .addIf(withId, "id", dashboard.id())
                .add("message", "Dashboard " + title + " deleted")
                .add("title", title)
                .addIf(!withId, "uid", dashboard.uid()));
    }

    private Answer tags() {
        Map<String, Integer> counts = new TreeMap<>();
        for (Dashboard dashboard : byUid.values()) {
            dashboard.head().tags().forEach(tag -> counts.merge(tag, 1, Integer::sum));
        }
        return Answer.ok(Fields.array(counts.entrySet().stream()
                .map(tag -> new Fields().add("term", tag.getKey()).add("count", tag.getValue()))
                .toList()));
    }

    static Answer missing() {
        return Answer.message(404, "Dashboard not found");
    }

    static Answer accessDenied() {
        return Answer.message(403, "Access denied to this dashboard");
    }
}
