package io.grafanakeeper.sandbox.grafana;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Keeps the library panels of an organisation: {@code /api/library-panels} in 7.5, {@code /api/library-elements} later. */
final class Library {
    private static final int PANEL = 1;

    private final Org org;
    private final World world;
    private final Map<String, Element> byUid = new ConcurrentHashMap<>();

    Library(Org org, World world) {
        this.org = org;
        this.world = world;
    }

    /** Is a library panel at one version. */
    record Element(
            long id,
            String uid,
            String name,
            long kind,
            String folder,
            String model,
            int version,
            Instant created,
            Instant updated,
            String by) {}

    static void routes(Router router, Flavour flavour) {
        String base = flavour.atLeast(8) ? "/api/library-elements" : "/api/library-panels";
        Router.Access access = Router.Access.SIGNED_IN;
        router.get(base, access, call -> of(call).list(call));
        router.post(base, access, call -> of(call).create(call));
        router.get(base + "/:uid", access, call -> of(call).get(call));
        router.patch(base + "/:uid", access, call -> of(call).update(call));
        router.delete(base + "/:uid", access, call -> of(call).delete(call));
        router.get(
                base + (flavour.atLeast(8) ? "/:uid/connections" : "/:uid/dashboards"),
                access,
                call -> of(call).connections(call));
    }

    private static Library of(Call call) {
        return call.org().library();
    }

    @Nullable
    Element find(String uid) {
        return byUid.get(uid);
    }

    void clear() {
        byUid.clear();
    }

    /** Puts a library panel there without asking anybody. */
    Element put(String uid, String name, String folder, Members model, String by) {
        model.put("title", model.json("title", Json.quote(name)));
        model.put("description", model.json("description", "\"\""));
        if (!world.flavour().atLeast(8)) {
            model.put("title", Json.quote(name));
        }
        Instant now = world.now();
        Element element = new Element(
                world.nextId(World.Table.LIBRARY),
                uid.isEmpty() ? world.newUid() : uid,
                name,
                PANEL,
                folder,
                model.write(),
                1,
                now,
                now,
                by);
        byUid.put(element.uid(), element);
        return element;
    }

    private String thing() {
        return world.flavour().atLeast(8) ? "library element" : "library panel";
    }

    private Answer missing() {
        return Answer.message(404, thing() + " could not be found");
    }

    private Answer list(Call call) {
        Query query = call.query();
        int perPage = query.positive("perPage", 100);
        int page = query.positive("page", 1);
        String text = query.first("searchString").toLowerCase(Locale.ROOT);
        List<Element> found = byUid.values().stream()
                .filter(element -> element.name().toLowerCase(Locale.ROOT).contains(text))
                .sorted(Comparator.comparing((Element element) -> element.name().toLowerCase(Locale.ROOT))
                        .thenComparing(Element::id))
                .toList();
        List<Fields> shown = new ArrayList<>();
        found.stream()
                .skip((long) (page - 1) * perPage)
                .limit(perPage)
                .forEach(element -> shown.add(shown(element, false)));
        Fields result = new Fields()
                .add("totalCount", found.size())
                .raw(world.flavour().atLeast(8) ? "elements" : "libraryPanels", Fields.array(shown))
                .add("page", page)
                .add("perPage", perPage);
        return Answer.ok(new Fields().add("result", result));
    }

    private Answer get(Call call) {
        Element element = byUid.get(call.variable("uid"));
        return element == null ? missing() : result(element, false);
    }

    private Answer result(Element element, boolean exact) {
        return Answer.ok(new Fields().add("result", shown(element, exact)));
    }

    private Answer create(Call call) {
        Members request = call.members();
        if (!call.principal().role().covers(Role.EDITOR)) {
            return Answer.message(403, "Access denied");
        }
        String name = request.text("name");
        if (name.isBlank()) {
            return Answer.message(400, thing() + " name cannot be empty");
        }
        String folder = folder(request, "");
        String uid = request.text("uid");
        boolean taken = byUid.containsKey(uid) || named(name, folder) != null;
        if (taken) {
            return world.flavour().atLeast(8)
                    ? Answer.message(400, "library element with that name or UID already exists")
                    : Answer.message(400, "library panel with that name already exists");
        }
        return result(
                put(uid, name, folder, request.object("model"), call.principal().login()), true);
    }

    private @Nullable Element named(String name, String folder) {
        return byUid.values().stream()
                .filter(element ->
                        element.name().equals(name) && element.folder().equals(folder))
                .findFirst()
                .orElse(null);
    }

    private String folder(Members request, String otherwise) {
        if (request.has("folderUid") && !world.libraryByFolderNumber()) {
            String uid = request.text("folderUid");
            if (!uid.isEmpty() && !uid.equals("general") && org.folders().find(uid) == null) {
                throw new Refused(Answer.message(404, "folder not found"));
            }
            return uid.equals("general") ? "" : uid;
        }
        if (!request.has("folderId")) {
            return otherwise;
        }
        Folder folder = org.folders().findById(request.whole("folderId"));
        return folder == null ? "" : folder.uid();
    }

    private Answer update(Call call) {
        Members request = call.members();
        Element old = byUid.get(call.variable("uid"));
        if (old == null) {
            return missing();
        }
        call.demand(Role.EDITOR);
        if (request.whole("version") != old.version()) {
            return Answer.message(412, "the " + thing() + " has been changed by someone else");
        }
        String name = request.has("name") ? request.text("name") : old.name();
        String folder = folder(request, old.folder());
        Element namesake = named(name, folder);
        if (namesake != null && !namesake.uid().equals(old.uid())) {
            return Answer.message(400, thing() + " with that name or UID already exists");
        }
        Element element = new Element(
                old.id(),
                old.uid(),
                name,
                old.kind(),
                folder,
                request.json("model", old.model()),
                old.version() + 1,
                old.created(),
                world.now(),
                call.principal().login());
        byUid.put(element.uid(), element);
        return result(element, true);
    }

    private Answer delete(Call call) {
        Element element = byUid.get(call.variable("uid"));
        if (element == null) {
            return missing();
        }
        call.demand(Role.EDITOR);
        boolean modern = world.flavour().atLeast(8);
        if (!users(element).isEmpty()) {
            return Answer.message(
                    403, modern ? "the library element has connections" : "the library panel is linked to dashboards");
        }
        byUid.remove(element.uid());
        return modern
                ? Answer.ok(new Fields()
                        .add("id", element.id())
                        .add("message", "Library element deleted")
                        .add("uid", element.uid()))
                : Answer.message(200, "Library panel deleted");
    }

    /** Finds the dashboards that refer to a library panel. */
    private List<Dashboard> users(Element element) {
        return org.dashboards().all().stream()
                .filter(dashboard -> dashboard.libraryUids().contains(element.uid()))
                .toList();
    }

    private Answer connections(Call call) {
        Element element = byUid.get(call.variable("uid"));
        if (element == null) {
            return missing();
        }
        List<Object> connections = new ArrayList<>();
        for (Dashboard user : users(element)) {
            connections.add(
                    world.flavour().atLeast(8)
                            ? new Fields()
                                    .add("id", user.id())
                                    .add("kind", PANEL)
                                    .add("elementId", element.id())
                                    .add("connectionId", user.id())
                                    .add("connectionUid", user.uid())
                            : user.id());
        }
        return Answer.ok(new Fields().raw("result", Fields.array(connections)));
    }

    private Fields shown(Element element, boolean exact) {
        Members model = Json.members(element.model());
        boolean modern = world.flavour().atLeast(8);
        Folder folder = org.folders().find(element.folder());
        return new Fields()
                .add("id", element.id())
                .add("orgId", org.id())
                .add("folderId", folder == null ? 0 : folder.id())
                .addIf(!world.libraryByFolderNumber(), "folderUid", element.folder())
                .add("uid", element.uid())
                .add("name", element.name())
                .addIf(modern, "kind", element.kind())
                .add("type", model.text("type"))
                .add("description", model.text("description"))
                .raw("model", element.model())
                .add("version", element.version())
                .add("meta", meta(element, folder, exact));
    }

    private Fields meta(Element element, @Nullable Folder folder, boolean exact) {
        boolean modern = world.flavour().atLeast(8);
        Fields by = new Fields()
                .add("id", 0)
                .add("name", element.by().equals("Anonymous") ? "" : element.by())
                .add("avatarUrl", "/public/img/user_profile.png");
        return new Fields()
                .addIf(!modern, "canEdit", true)
                .addIf(modern, "folderName", folder == null ? "General" : folder.title())
                .addIf(modern, "folderUid", element.folder())
                .add("connectedDashboards", users(element).size())
                .add("created", exact ? element.created().toString() : World.seconds(element.created()))
                .add("updated", exact ? element.updated().toString() : World.seconds(element.updated()))
                .add("createdBy", by)
                .add("updatedBy", by);
    }
}
