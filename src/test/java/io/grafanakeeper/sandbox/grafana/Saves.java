package io.grafanakeeper.sandbox.grafana;

import io.grafanakeeper.sandbox.grafana.Dashboard.Head;
import io.grafanakeeper.sandbox.grafana.Dashboard.Stamp;
import io.grafanakeeper.sandbox.grafana.Dashboard.Stored;
import io.grafanakeeper.sandbox.grafana.Dashboard.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Saves dashboards by the rules of {@code POST /api/dashboards/db}, in the order in which Grafana applies them. */
final class Saves {
    /** Is how many versions Grafana keeps. */
    private static final int HISTORY = 20;

    private final Org org;
    private final World world;
    private final Dashboards dashboards;

    Saves(Org org, World world, Dashboards dashboards) {
        this.org = org;
        this.world = world;
        this.dashboards = dashboards;
    }

    /** Says what the history keeps beside the content. */
    record Note(String by, String message, int restoredFrom) {}

    Answer save(Call call) {
        Members request = call.members("dashboard");
        Members model = request.object("dashboard");
        Answer refusal = refuse(model, world.monitor());
        if (refusal != null) {
            return refusal;
        }
        String folder = folder(request);
        Dashboard existing = existing(model, folder, request.flag("overwrite"));
        if (existing == null && world.monitor()) {
            return Dashboards.missing();
        }
        if (!call.principal().role().covers(Role.EDITOR)) {
            return Answer.message(403, "Access denied to save dashboard");
        }
        if (existing != null && !existing.provisioned().isEmpty()) {
            return Answer.message(400, "Cannot save provisioned dashboard");
        }
        Note note = new Note(call.principal().login(), request.text("message"), 0);
        return saved(store(existing, model, folder, note));
    }

    private static @Nullable Answer refuse(Members model, boolean monitor) {
        if (model.text("title").isBlank()) {
            return Answer.message(400, "Dashboard title cannot be empty");
        }
        String uid = model.text("uid");
        if (monitor) {
            return null;
        }
        if (!Dashboards.isLegalUid(uid)) {
            return Answer.message(400, "uid contains illegal characters");
        }
        return uid.length() > Dashboards.LONGEST_UID ? Answer.message(400, "uid too long, max 40 characters") : null;
    }

    /** Finds the folder to save into; 7.5 knows only its number, 13 only its uid, those between both. */
    private String folder(Members request) {
        String uid = world.flavour().atLeast(8) ? request.text("folderUid") : "";
        if (!uid.isEmpty()) {
            if (org.folders().find(uid) == null) {
                throw new Refused(Answer.message(400, "Folder not found"));
            }
            return uid;
        }
        long id = world.flavour().atLeast(13) ? 0 : request.whole("folderId");
        if (id <= 0) {
            return "";
        }
        Folder folder = org.folders().findById(id);
        if (folder == null) {
            throw new Refused(Answer.message(404, "Folder not found"));
        }
        return folder.uid();
    }

    /** Finds the dashboard that the save replaces; null when it makes a new one. */
    private @Nullable Dashboard existing(Members model, String folder, boolean overwrite) {
        long id = model.whole("id");
        String uid = model.text("uid");
        Dashboard byId = id > 0 ? dashboards.findById(id) : null;
        if (id > 0 && byId == null) {
            throw new Refused(Answer.message(404, "Dashboard not found", "not-found"));
        }
        Dashboard byUid = dashboards.find(uid);
        if (byId != null && byUid != null && byId.id() != byUid.id()) {
            throw new Refused(Answer.message(400, "A dashboard with the same uid already exists"));
        }
        Dashboard existing = byId == null ? byUid : byId;
        if (existing != null && model.whole("version") != existing.stamp().version() && !overwrite) {
            throw new Refused(
                    Answer.message(412, "The dashboard has been changed by someone else", "version-mismatch"));
        }
        Dashboard sameTitle = sameTitle(model, folder, existing, overwrite);
        return sameTitle == null ? existing : sameTitle;
    }

    /**
     * Finds another dashboard of that title in the folder. Overwriting one replaces it although the uid differs, and keeps
     * its uid; since 11 titles need not differ.
     */
    private @Nullable Dashboard sameTitle(
            Members model, String folder, @Nullable Dashboard existing, boolean overwrite) {
        if (world.flavour().nestedFolders()) {
            return null;
        }
        String slug = Slug.of(model.text("title"), world.flavour());
        if (org.folders().all().stream().anyMatch(other -> other.slug().equals(slug))) {
            throw new Refused(Answer.message(400, "Dashboard name cannot be the same as folder"));
        }
        Dashboard other = dashboards.findBySlug(slug, folder);
        if (other == null || (existing != null && existing.id() == other.id())) {
            return null;
        }
        if (!overwrite) {
            throw new Refused(
                    Answer.message(412, "A dashboard with the same name in the folder already exists", "name-exists"));
        }
        return other;
    }

    /** Writes a legacy model: as the next version of an existing dashboard, or as a new one. */
    Dashboard store(@Nullable Dashboard existing, Members model, String folder, Note note) {
        String uid = existing == null ? model.text("uid") : existing.uid();
        if (uid.isEmpty()) {
            uid = world.newUid();
        }
        long id = existing == null ? world.nextId(World.Table.DASHBOARD) : existing.id();
        int number = existing == null ? 1 : existing.stamp().version() + 1;
        model.put("id", Long.toString(id));
        model.put("uid", Json.quote(uid));
        model.put("version", Integer.toString(number));
        Head head = head(model.text("title").strip(), model.texts("tags"), model.text("description"), folder);
        Stored stored = new Stored(world.flavour().apis() ? "v0alpha1" : "", world.nextResourceVersion(), "{}");
        return write(existing, id, uid, head, stored, model.write(), note);
    }

    /** Writes a resource's spec in the version it came in. */
    Dashboard storeResource(
            @Nullable Dashboard existing,
            String uid,
            String spec,
            String folder,
            String apiVersion,
            String annotations,
            Note note) {
        Members model = Json.members(spec);
        long id = existing == null ? world.nextId(World.Table.DASHBOARD) : existing.id();
        Head head = head(model.text("title"), model.texts("tags"), model.text("description"), folder);
        Stored stored = new Stored(apiVersion, world.nextResourceVersion(), annotations);
        return write(existing, id, uid, head, stored, spec, note);
    }

    private Head head(String title, List<String> tags, String description, String folder) {
        return new Head(title, Slug.of(title, world.flavour()), List.copyOf(tags), description, folder);
    }

    private Dashboard write(
            @Nullable Dashboard existing, long id, String uid, Head head, Stored stored, String text, Note note) {
        Packed model = Packed.of(text);
        Instant now = world.now();
        Stamp stamp = existing == null
                ? new Stamp(1, now, note.by(), now, note.by())
                : new Stamp(
                        existing.stamp().version() + 1,
                        existing.stamp().created(),
                        existing.stamp().createdBy(),
                        now,
                        note.by());
        List<Version> history = new ArrayList<>();
        history.add(new Version(
                world.nextId(World.Table.VERSION),
                stamp.version(),
                note.restoredFrom(),
                now,
                note.by(),
                note.message(),
                stored.apiVersion(),
                model));
        if (existing != null) {
            history.addAll(
                    existing.versions().subList(0, Math.min(existing.versions().size(), HISTORY - 1)));
        }
        Dashboard dashboard = new Dashboard(
                id, uid, head, stamp, stored, model, List.copyOf(history), Dashboard.libraryUids(text), "");
        dashboards.put(dashboard);
        return dashboard;
    }

    Answer saved(Dashboard dashboard) {
        return Answer.ok(new Fields()
                .addIf(
                        world.flavour().atLeast(11),
                        "folderUid",
                        dashboard.head().folder())
                .add("id", dashboard.id())
                .add("slug", dashboard.head().slug())
                .add("status", "success")
                .add("uid", dashboard.uid())
                .add("url", dashboard.url())
                .add("version", dashboard.stamp().version()));
    }
}
