package io.grafanakeeper.sandbox.grafana;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Keeps the folders of an organisation and answers {@code /api/folders}. */
final class Folders {
    private static final String CHANGED = "the folder has been changed by someone else";
    private static final int DEFAULT_LIMIT = 1000;

    private final Org org;
    private final World world;
    private final Map<String, Folder> byUid = new ConcurrentHashMap<>();

    Folders(Org org, World world) {
        this.org = org;
        this.world = world;
    }

    static void routes(Router router, Flavour flavour) {
        router.get(
                "/api/folders",
                Router.Access.SIGNED_IN,
                call -> call.org().folders().list(call));
        router.post(
                "/api/folders",
                Router.Access.SIGNED_IN,
                call -> call.org().folders().create(call));
        router.get(
                "/api/folders/id/:id",
                Router.Access.SIGNED_IN,
                call -> call.org().folders().getById(call));
        router.get(
                "/api/folders/:uid",
                Router.Access.SIGNED_IN,
                call -> call.org().folders().get(call));
        router.put(
                "/api/folders/:uid",
                Router.Access.SIGNED_IN,
                call -> call.org().folders().update(call));
        router.delete(
                "/api/folders/:uid",
                Router.Access.SIGNED_IN,
                call -> call.org().folders().delete(call));
        if (flavour.nestedFolders()) {
            router.post(
                    "/api/folders/:uid/move",
                    Router.Access.SIGNED_IN,
                    call -> call.org().folders().move(call));
        }
    }

    @Nullable
    Folder find(String uid) {
        return byUid.get(uid);
    }

    @Nullable
    Folder findById(long id) {
        return byUid.values().stream()
                .filter(folder -> folder.id() == id)
                .findFirst()
                .orElse(null);
    }

    /** Finds the folder with a title in another; titles may be borne twice, then the oldest is meant. */
    @Nullable
    Folder findByTitle(String title, String parent) {
        return byUid.values().stream()
                .filter(folder ->
                        folder.title().equals(title) && folder.parent().equals(parent))
                .min(Comparator.comparingLong(Folder::id))
                .orElse(null);
    }

    Collection<Folder> all() {
        return byUid.values();
    }

    void clear() {
        byUid.clear();
        org.search().changed();
    }

    /** Puts a folder there without asking anybody, or renames and moves the one with that uid. */
    Folder put(String uid, String title, String parent, String by) {
        String slug = Slug.of(title, world.flavour());
        Instant now = world.now();
        Folder existing = byUid.get(uid);
        Folder folder = existing == null
                ? new Folder(world.nextId(World.Table.DASHBOARD), uid, title, slug, parent, 1, now, by, now, by)
                : existing.renamed(title, slug, now, by).movedTo(parent, now, by);
        byUid.put(uid, folder);
        org.search().changed();
        return folder;
    }

    private Answer list(Call call) {
        String parent = call.query().first("parentUid");
        boolean nested = world.flavour().nestedFolders();
        if (nested && !parent.isEmpty() && !byUid.containsKey(parent)) {
            return missing();
        }
        int limit = call.query().positive("limit", DEFAULT_LIMIT);
        // Grafana 7.5 reads no page here: a client that pages until an empty answer never ends.
        int page = world.flavour().atLeast(8) ? call.query().positive("page", 1) : 1;
        List<Fields> found = byUid.values().stream()
                .filter(folder -> !nested || folder.parent().equals(parent))
                .sorted(Comparator.comparing((Folder folder) -> folder.title().toLowerCase(Locale.ROOT))
                        .thenComparing(Folder::id))
                .skip((long) (page - 1) * limit)
                .limit(limit)
                .map(Folders::listed)
                .toList();
        return Answer.ok(Fields.array(found));
    }

    private static Fields listed(Folder folder) {
        return new Fields()
                .add("id", folder.id())
                .add("uid", folder.uid())
                .add("title", folder.title())
                .addIf(!folder.parent().isEmpty(), "parentUid", folder.parent());
    }

    private Answer get(Call call) {
        Folder folder = byUid.get(call.variable("uid"));
        return folder == null ? missing() : Answer.ok(shown(folder, call.principal()));
    }

    private Answer getById(Call call) {
        if (Query.whole(call.variable("id"), -1) < 0 && world.flavour().atLeast(8)) {
            return Answer.message(400, "id is invalid");
        }
        if (call.id("id") == 0) {
            return Answer.message(400, "Unique identifier needed to be able to get a dashboard");
        }
        Folder folder = findById(call.id("id"));
        return folder == null ? missing() : Answer.ok(shown(folder, call.principal()));
    }

    private Answer create(Call call) {
        Members request = call.members();
        String title = request.text("title").strip();
        String uid = request.text("uid");
        String parent = world.flavour().nestedFolders() ? request.text("parentUid") : "";
        if (!call.principal().role().covers(Role.EDITOR)) {
            return Answer.message(403, "Access denied");
        }
        if (title.isEmpty()) {
            return Answer.message(400, "folder title cannot be empty");
        }
        if (!Dashboards.isLegalUid(uid)) {
            return Answer.message(400, "uid contains illegal characters");
        }
        if (uid.length() > Dashboards.LONGEST_UID) {
            return Answer.message(400, "uid too long, max 40 characters");
        }
        if (title.equalsIgnoreCase("General") && !world.flavour().atLeast(8)) {
            return Answer.message(400, "A folder with that name already exists");
        }
        if (!parent.isEmpty() && !byUid.containsKey(parent)) {
            return missing();
        }
        if (byUid.containsKey(uid)) {
            return Answer.message(412, CHANGED, "version-mismatch");
        }
        if (titleTaken(title, "")) {
            return sameName();
        }
        Folder folder = put(
                uid.isEmpty() ? world.newUid() : uid,
                title,
                parent,
                call.principal().login());
        return Answer.ok(shown(folder, call.principal(), Precision.FULL));
    }

    /** Tells whether a title is borne by another folder, or by a dashboard beside the folders; newer Grafanas allow it. */
    private boolean titleTaken(String title, String besideUid) {
        if (world.flavour().nestedFolders()) {
            return false;
        }
        boolean folder = byUid.values().stream()
                .anyMatch(
                        other -> !other.uid().equals(besideUid) && other.title().equalsIgnoreCase(title));
        return folder || org.dashboards().findBySlug(Slug.of(title, world.flavour()), "") != null;
    }

    private Answer sameName() {
        return Answer.message(
                world.flavour().atLeast(8) ? 409 : 400,
                "a folder or dashboard in the general folder with the same name already exists");
    }

    private Answer update(Call call) {
        Members request = call.members();
        Folder folder = byUid.get(call.variable("uid"));
        if (folder == null) {
            return missing();
        }
        if (!call.principal().role().covers(Role.EDITOR)) {
            return Answer.message(403, "Access denied");
        }
        String title = request.text("title").strip();
        if (title.isEmpty()) {
            return Answer.message(400, "folder title cannot be empty");
        }
        if (request.whole("version") != folder.version() && !request.flag("overwrite")) {
            return Answer.message(412, CHANGED, "version-mismatch");
        }
        if (titleTaken(title, folder.uid())) {
            return sameName();
        }
        String slug = Slug.of(title, world.flavour());
        return replace(folder.renamed(title, slug, world.now(), call.principal().login()), call);
    }

    private Answer move(Call call) {
        String parent = call.members().text("parentUid");
        Folder folder = byUid.get(call.variable("uid"));
        if (folder == null || (!parent.isEmpty() && !byUid.containsKey(parent))) {
            return missing();
        }
        call.demand(Role.EDITOR);
        if (withDescendants(folder.uid()).stream().anyMatch(below -> below.uid().equals(parent))) {
            return Answer.message(400, "circular reference detected");
        }
        return replace(folder.movedTo(parent, world.now(), call.principal().login()), call);
    }

    private Answer replace(Folder folder, Call call) {
        byUid.put(folder.uid(), folder);
        org.search().changed();
        return Answer.ok(shown(folder, call.principal()));
    }

    private Answer delete(Call call) {
        Folder folder = byUid.get(call.variable("uid"));
        if (folder == null) {
            return world.flavour().atLeast(8) ? missing() : Answer.message(500, "Folder API error");
        }
        if (!call.principal().role().covers(Role.EDITOR)) {
            return Answer.message(403, "Access denied");
        }
        remove(folder.uid());
        if (world.flavour().atLeast(8)) {
            return Answer.ok("");
        }
        return Answer.ok(new Fields()
                .add("id", folder.id())
                .add("message", "Folder " + folder.title() + " deleted")
                .add("title", folder.title()));
    }

    /** Removes a folder with everything in it and below it. */
    void remove(String uid) {
        for (Folder gone : withDescendants(uid)) {
            org.dashboards().removeFolder(gone.uid());
            byUid.remove(gone.uid());
        }
        org.search().changed();
    }

    private List<Folder> withDescendants(String uid) {
        List<Folder> found = new ArrayList<>();
        Folder folder = byUid.get(uid);
        if (folder != null) {
            found.add(folder);
        }
        for (Folder other : byUid.values()) {
            if (other.parent().equals(uid)) {
                found.addAll(withDescendants(other.uid()));
            }
        }
        return found;
    }

    /** Gives a folder's ancestors, the outermost first. */
    List<Folder> ancestors(Folder folder) {
        List<Folder> found = new ArrayList<>();
        Folder above = byUid.get(folder.parent());
        while (above != null) {
            found.add(0, above);
            above = byUid.get(above.parent());
        }
        return found;
    }

    private enum Precision {
        STORED,
        FULL
    }

    private Fields shown(Folder folder, Principal reader) {
        return shown(folder, reader, Precision.STORED);
    }

    private Fields shown(Folder folder, Principal reader, Precision precision) {
        Flavour flavour = world.flavour();
        boolean editor = reader.role().covers(Role.EDITOR);
        boolean admin = reader.role().covers(Role.ADMIN);
        // Recorded on Azure Managed Grafana: a service account is not told who made a folder.
        boolean untold = flavour.atLeast(11) && reader.isServiceAccount() && precision == Precision.STORED;
        Fields fields = new Fields()
                .add("id", folder.id())
                .add("uid", folder.uid())
                .addIf(flavour.atLeast(11), "orgId", org.id())
                .add("title", folder.title())
                .add("url", folder.url())
                .add("hasAcl", false)
                .add("canSave", editor)
                .add("canEdit", editor)
                .add("canAdmin", admin)
                .addIf(flavour.atLeast(8), "canDelete", editor)
                .add("createdBy", untold ? "Anonymous" : folder.createdBy())
                .add("created", time(folder.created(), precision))
                .add("updatedBy", untold ? "Anonymous" : folder.updatedBy())
                .add("updated", time(folder.updated(), precision))
                .add("version", folder.version());
        if (!folder.parent().isEmpty()) {
            fields.add("parentUid", folder.parent());
            fields.raw(
                    "parents",
                    Fields.array(ancestors(folder).stream()
                            .map(above -> new Fields()
                                    .add("id", above.id())
                                    .add("uid", above.uid())
                                    .add("title", above.title())
                                    .add("url", above.url()))
                            .toList()));
        }
        return fields;
    }

    private String time(Instant time, Precision precision) {
        boolean exact = world.flavour().atLeast(11)
                || (precision == Precision.FULL && world.flavour().atLeast(8));
        return exact ? time.toString() : World.seconds(time);
    }

    private static Answer missing() {
        return Answer.message(404, "folder not found", "not-found");
    }
}
