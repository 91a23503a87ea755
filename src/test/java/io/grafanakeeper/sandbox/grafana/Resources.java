package io.grafanakeeper.sandbox.grafana;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.grafanakeeper.sandbox.grafana.Dashboard.Stored;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers the Kubernetes-style API of dashboards, {@code /apis/dashboard.grafana.app}. */
final class Resources {
    private static final String GROUP = "dashboard.grafana.app";
    /** Recorded; the first is the preferred one. */
    private static final List<String> VERSIONS = List.of("v2", "v2beta1", "v2alpha1", "v0alpha1", "v1", "v1beta1");

    private static final List<String> VERSIONS_OF_12 = List.of("v1beta1", "v0alpha1", "v2alpha1", "v2beta1");
    private static final String ITEMS = "/apis/" + GROUP + "/:version/namespaces/:namespace/dashboards";
    private static final String HISTORY = "grafana.app/get-history";
    private static final String NAMED = "metadata.name=";

    private final Org org;
    private final World world;
    private final Dashboards dashboards;

    Resources(Org org, World world, Dashboards dashboards) {
        this.org = org;
        this.world = world;
        this.dashboards = dashboards;
    }

    static void routes(Router router) {
        Router.Access access = Router.Access.SIGNED_IN;
        router.get(
                "/apis/" + GROUP,
                access,
                call -> ok(ResourcePages.discovery(
                        GROUP, call.org().dashboards().resources().versions())));
        router.get(ITEMS, access, call -> of(call).list(call));
        router.post(ITEMS, access, call -> of(call).create(call));
        router.get(ITEMS + "/:name", access, call -> of(call).get(call));
        router.put(ITEMS + "/:name", access, call -> of(call).update(call));
        router.delete(ITEMS + "/:name", access, call -> of(call).delete(call));
    }

    private static Resources of(Call call) {
        Resources resources = call.org().dashboards().resources();
        ResourcePages.demand(call, resources.versions());
        return resources;
    }

    /** Gives the versions that there are, the preferred one first. */
    private List<String> versions() {
        List<String> versions = new ArrayList<>(world.flavour().atLeast(13) ? VERSIONS : VERSIONS_OF_12);
        if (versions.remove(world.preferredVersion())) {
            versions.add(0, world.preferredVersion());
        }
        return versions;
    }

    static String namespace(Org org) {
        return org.id() == 1 ? "default" : "org-" + org.id();
    }

    private static Answer ok(Fields fields) {
        return Answer.ok(fields + "\n");
    }

    private Answer list(Call call) {
        if (call.query().first("labelSelector").equals(HISTORY + "=true")) {
            return history(call);
        }
        String version = call.variable("version");
        return new ResourcePages<>(
                        "Dashboard", GROUP + "/" + version, Dashboard::uid, (Dashboard one) -> object(one, version))
                .list(dashboards.all(), call);
    }

    /** Lists what a dashboard was, newest first; only stable versions of the API do, the others answer with nothing. */
    private Answer history(Call call) {
        String field = call.query().first("fieldSelector");
        if (!field.startsWith(NAMED)) {
            throw new Refused(status(400, "BadRequest", HISTORY + " requires a field selector", ""));
        }
        String version = call.variable("version");
        Dashboard dashboard = dashboards.find(field.substring(NAMED.length()));
        int from = (int) Query.whole(ResourcePages.decoded(call.query().first("continue")), 0);
        int limit = ResourcePages.limit(call);
        List<Dashboard.Version> all =
                dashboard == null || !version.matches("v[0-9]+") ? List.of() : dashboard.versions();
        List<Dashboard.Version> page = all.stream().skip(from).limit(limit).toList();
        Fields metadata = new Fields().add("resourceVersion", "1");
        if (from + page.size() < all.size()) {
            metadata.add("continue", ResourcePages.encoded(Integer.toString(from + page.size())));
        }
        List<Content> states = new ArrayList<>();
        for (Dashboard.Version then : page) {
            states.add(object(Objects.requireNonNull(dashboard).at(then), version, then.message()));
        }
        return ResourcePages.page("Dashboard", GROUP + "/" + version, metadata, states);
    }

    private Answer get(Call call) {
        return shown(200, found(call), call);
    }

    private Dashboard found(Call call) {
        String name = call.variable("name");
        Dashboard dashboard = dashboards.find(name);
        if (dashboard == null) {
            throw new Refused(status(404, "NotFound", "dashboards." + GROUP + " \"" + name + "\" not found", name));
        }
        return dashboard;
    }

    private Answer shown(int status, Dashboard dashboard, Call call) {
        Content content = new Content().add(object(dashboard, call.variable("version")));
        return new Answer(status, Answer.JSON, content.add("\n"));
    }

    private Answer create(Call call) {
        Members object = object(call);
        String name = object.object("metadata").text("name");
        if (name.isEmpty()) {
            name = world.newUid();
        }
        if (dashboards.find(name) != null) {
            String message = "dashboards." + GROUP + " \"" + name + "\" already exists";
            throw new Refused(status(409, "AlreadyExists", message, name));
        }
        return shown(201, store(null, name, object, call), call);
    }

    /** Replaces an object or makes it; a resource version, when given, must be the current one. */
    private Answer update(Call call) {
        Members object = object(call);
        String name = call.variable("name");
        Dashboard old = dashboards.find(name);
        String wanted = object.object("metadata").text("resourceVersion");
        if (old == null) {
            if (!wanted.isEmpty()) {
                throw new Refused(status(404, "NotFound", "dashboards." + GROUP + " \"" + name + "\" not found", name));
            }
            return shown(201, store(null, name, object, call), call);
        }
        if (!wanted.isEmpty() && !wanted.equals(Long.toString(old.stored().resourceVersion()))) {
            String message = "Operation cannot be fulfilled on dashboards." + GROUP + " \"" + name
                    + "\": the object has been modified; please apply your changes to the latest version and try again";
            throw new Refused(status(409, "Conflict", message, name));
        }
        return shown(200, isSame(old, object, call) ? old : store(old, name, object, call), call);
    }

    private boolean isSame(Dashboard old, Members object, Call call) {
        return old.stored().apiVersion().equals(call.variable("version"))
                && folder(object).equals(old.head().folder())
                && annotations(object).equals(old.stored().annotations())
                && object.json("spec", "{}").equals(old.model().text());
    }

    private Members object(Call call) {
        if (!call.principal().role().covers(Role.EDITOR)) {
            throw new Refused(status(
                    403,
                    "Forbidden",
                    "dashboards." + GROUP + " is forbidden: User \""
                            + call.principal().identity() + "\" cannot write",
                    ""));
        }
        Members object;
        try {
            object = Json.members(call.body());
        } catch (JsonProcessingException e) {
            throw new Refused(status(400, "BadRequest", "error decoding: " + e.getOriginalMessage(), ""));
        }
        if (!object.has("spec") || object.object("spec").text("title").isBlank()) {
            throw new Refused(status(400, "BadRequest", "Dashboard title cannot be empty", ""));
        }
        String folder = folder(object);
        if (!folder.isEmpty() && org.folders().find(folder) == null) {
            throw new Refused(
                    status(404, "NotFound", "folders.folder.grafana.app \"" + folder + "\" not found", folder));
        }
        return object;
    }

    private static String folder(Members object) {
        return object.object("metadata").object("annotations").text("grafana.app/folder");
    }

    /** Keeps the writer's annotations; those that Grafana writes itself are made anew at each reading. */
    private static String annotations(Members object) {
        Members annotations = object.object("metadata").object("annotations");
        for (String own : List.of("folder", "createdBy", "updatedBy", "updatedTimestamp", "message")) {
            annotations.remove("grafana.app/" + own);
        }
        return annotations.write();
    }

    private Dashboard store(@Nullable Dashboard old, String name, Members object, Call call) {
        String version = call.variable("version");
        String spec = object.json("spec", "{}");
        String by = call.principal().identity();
        Saves.Note note = new Saves.Note(
                by, object.object("metadata").object("annotations").text("grafana.app/message"), 0);
        return dashboards.saves().storeResource(old, name, spec, folder(object), version, annotations(object), note);
    }

    private Answer delete(Call call) {
        Dashboard dashboard = found(call);
        call.demand(Role.EDITOR);
        dashboards.remove(dashboard);
        Fields details = new Fields()
                .add("name", dashboard.uid())
                .add("group", GROUP)
                .add("kind", "dashboards")
                .add("uid", kubernetesUid(dashboard));
        return ok(new Fields()
                .add("kind", "Status")
                .add("apiVersion", "v1")
                .raw("metadata", "{}")
                .add("status", "Success")
                .add("details", details));
    }

    private static String kubernetesUid(Dashboard dashboard) {
        byte[] seed = (dashboard.id() + dashboard.uid()).getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(seed).toString();
    }

    private Content object(Dashboard dashboard, String version) {
        return object(dashboard, version, "");
    }

    private Content object(Dashboard dashboard, String version, String message) {
        Stored stored = dashboard.stored();
        String head = new Fields()
                .add("kind", "Dashboard")
                .add("apiVersion", GROUP + "/" + version)
                .add("metadata", metadata(dashboard, message))
                .toString();
        Content content = new Content().add(head.substring(0, head.length() - 1) + ",\"spec\":");
        if (stored.isV2() == version.startsWith("v2")) {
            // Packed at once: a page of 500 objects must not stand in memory as text.
            content.add(stored.isV2() ? dashboard.model() : Packed.of(v1Spec(dashboard, version)));
        } else {
            content.add(stored.isV2() ? toV1(dashboard) : toV2(dashboard));
        }
        return content.add(",\"status\":" + conversion(stored, version) + "}");
    }

    private static String conversion(Stored stored, String version) {
        if (stored.apiVersion().equals(version)) {
            return "{}";
        }
        Fields conversion = new Fields().add("failed", false).add("storedVersion", stored.apiVersion());
        return new Fields().add("conversion", conversion).toString();
    }

    private Fields metadata(Dashboard dashboard, String message) {
        Dashboard.Stamp stamp = dashboard.stamp();
        Members annotations = Json.members(dashboard.stored().annotations());
        annotations.put("grafana.app/createdBy", Json.quote(identity(stamp.createdBy())));
        if (!dashboard.head().folder().isEmpty()) {
            annotations.put("grafana.app/folder", Json.quote(dashboard.head().folder()));
        }
        if (!dashboard.provisioned().isEmpty()) {
            annotations.put("grafana.app/managedBy", Json.quote("classic-file-provisioning"));
        }
        if (stamp.version() > 1) {
            annotations.put("grafana.app/updatedBy", Json.quote(identity(stamp.updatedBy())));
            annotations.put("grafana.app/updatedTimestamp", Json.quote(World.seconds(stamp.updated())));
        }
        if (!message.isEmpty()) {
            annotations.put("grafana.app/message", Json.quote(message));
        }
        Fields labels = new Fields().add("grafana.app/deprecatedInternalID", Long.toString(dashboard.id()));
        return new Fields()
                .add("name", dashboard.uid())
                .add("namespace", namespace(org))
                .add("uid", kubernetesUid(dashboard))
                .add("resourceVersion", Long.toString(dashboard.stored().resourceVersion()))
                .add("generation", stamp.version())
                .add("creationTimestamp", World.seconds(stamp.created()))
                .add("labels", labels)
                .raw("annotations", annotations.write());
    }

    /** Names who saved it, as this API does: by kind and uid, where the older API has a login. */
    private static String identity(String by) {
        return by.contains(":") ? by : "user:u" + by;
    }

    /**
     * Gives a legacy model as a resource's spec, which does not repeat what the metadata says. What is stored as v0 is migrated to
     * the newest schema when it is asked for as v1.
     */
    private static String v1Spec(Dashboard dashboard, String version) {
        Members spec = Json.members(dashboard.model().text());
        List.of("id", "uid", "version").forEach(spec::remove);
        if (dashboard.stored().apiVersion().startsWith("v0") && version.startsWith("v1")) {
            spec.put("schemaVersion", "42");
            spec.put("migrated", "true");
            spec.remove("rows");
        }
        return spec.write();
    }

    /** Converts with loss, as Grafana 13 does: the panels of a v2 dashboard have no place in an empty v1 grid. */
    static String toV1(Dashboard dashboard) {
        Members v2 = Json.members(dashboard.model().text());
        Members v1 = new Members();
        v1.put("title", Json.quote(v2.text("title")));
        v1.put("tags", Fields.strings(dashboard.head().tags()));
        v1.put("editable", v2.json("editable", "true"));
        v1.put("links", v2.json("links", "[]"));
        v1.put("panels", "[]");
        v1.put("schemaVersion", "42");
        return v1.write();
    }

    private static String toV2(Dashboard dashboard) {
        Members v1 = Json.members(dashboard.model().text());
        Members v2 = new Members();
        v2.put("title", Json.quote(dashboard.head().title()));
        v2.put("tags", Fields.strings(dashboard.head().tags()));
        v2.put("editable", v1.json("editable", "true"));
        v2.put("links", v1.json("links", "[]"));
        v2.put("elements", "{}");
        v2.put("layout", "{\"kind\":\"GridLayout\",\"spec\":{\"items\":[]}}");
        for (String list : new ArrayList<>(List.of("annotations", "variables"))) {
            v2.put(list, "[]");
        }
        return v2.write();
    }

    private static Answer status(int code, String reason, String message, String name) {
        return ResourcePages.status(code, reason, message, name, GROUP, "dashboards");
    }
}
