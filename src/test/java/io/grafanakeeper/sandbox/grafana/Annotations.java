package io.grafanakeeper.sandbox.grafana;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Keeps the annotations of an organisation and answers {@code /api/annotations}. */
final class Annotations {
    private final Org org;
    private final World world;
    private final Map<Long, Annotation> byId = new ConcurrentHashMap<>();

    Annotations(Org org, World world) {
        this.org = org;
        this.world = world;
    }

    /** Is a mark on the time axis, of one dashboard or, with dashboard 0, of all; times in milliseconds. */
    private record Annotation(
            long id, long dashboard, long panel, long time, long end, String text, List<String> tags, long created) {}

    static void routes(Router router) {
        Router.Access access = Router.Access.SIGNED_IN;
        router.get("/api/annotations", access, call -> of(call).list(call));
        router.post("/api/annotations", access, call -> of(call).create(call));
        router.put("/api/annotations/:id", access, call -> of(call).update(call, "updated"));
        router.patch("/api/annotations/:id", access, call -> of(call).update(call, "patched"));
        router.delete("/api/annotations/:id", access, call -> of(call).delete(call));
    }

    private static Annotations of(Call call) {
        return call.org().annotations();
    }

    void clear() {
        byId.clear();
    }

    private Answer list(Call call) {
        Query query = call.query();
        long from = Query.whole(query.first("from"), Long.MIN_VALUE);
        long to = Query.whole(query.first("to"), Long.MAX_VALUE);
        Dashboard dashboard = org.dashboards().find(query.first("dashboardUID"));
        long id = dashboard == null ? Query.whole(query.first("dashboardId"), 0) : dashboard.id();
        List<Fields> found = byId.values().stream()
                .filter(mark -> mark.time() <= to && mark.end() >= from)
                .filter(mark -> mark.tags().containsAll(query.all("tags")))
                .filter(mark -> id == 0 || mark.dashboard() == id)
                .sorted(Comparator.comparingLong(Annotation::end).reversed().thenComparing(Annotation::id))
                .limit(query.positive("limit", 100))
                .map(this::shown)
                .toList();
        return Answer.ok(Fields.array(found));
    }

    private Fields shown(Annotation mark) {
        Dashboard dashboard = org.dashboards().findById(mark.dashboard());
        return new Fields()
                .add("id", mark.id())
                .add("alertId", 0)
                .add("alertName", "")
                .add("dashboardId", mark.dashboard())
                .addIf(world.flavour().atLeast(9) && dashboard != null, "dashboardUID", uid(dashboard))
                .add("panelId", mark.panel())
                .add("userId", 0)
                .add("newState", "")
                .add("prevState", "")
                .add("created", mark.created())
                .add("updated", mark.created())
                .add("time", mark.time())
                .add("timeEnd", mark.end())
                .add("text", mark.text())
                .raw("tags", Fields.strings(mark.tags()))
                .add("login", "")
                .add("email", "")
                .add("avatarUrl", "")
                .raw("data", "{}");
    }

    private static String uid(@Nullable Dashboard dashboard) {
        return dashboard == null ? "" : dashboard.uid();
    }

    private Answer create(Call call) {
        Members request = call.members();
        if (request.text("text").isEmpty()) {
            return Answer.message(400, "Failed to save annotation");
        }
        if (!call.principal().role().covers(Role.EDITOR)) {
            return Dashboards.accessDenied();
        }
        Dashboard dashboard = org.dashboards().find(request.text("dashboardUID"));
        long now = world.now().toEpochMilli();
        long time = request.has("time") ? request.whole("time") : now;
        Annotation mark = new Annotation(
                world.nextId(World.Table.ANNOTATION),
                dashboard == null ? request.whole("dashboardId") : dashboard.id(),
                request.whole("panelId"),
                time,
                Math.max(time, request.whole("timeEnd")),
                request.text("text"),
                request.texts("tags"),
                now);
        byId.put(mark.id(), mark);
        return Answer.ok(new Fields().add("id", mark.id()).add("message", "Annotation added"));
    }

    private Answer update(Call call, String done) {
        Members request = call.members();
        Annotation old = byId.get(call.id("id"));
        if (old == null) {
            return missing();
        }
        call.demand(Role.EDITOR);
        Annotation mark = new Annotation(
                old.id(),
                old.dashboard(),
                old.panel(),
                request.has("time") ? request.whole("time") : old.time(),
                request.has("timeEnd") ? request.whole("timeEnd") : old.end(),
                request.has("text") ? request.text("text") : old.text(),
                request.has("tags") ? request.texts("tags") : old.tags(),
                old.created());
        byId.put(mark.id(), mark);
        return Answer.message(200, "Annotation " + done);
    }

    private Answer delete(Call call) {
        call.demand(Role.EDITOR);
        return byId.remove(call.id("id")) == null ? missing() : Answer.message(200, "Annotation deleted");
    }

    private static Answer missing() {
        return Answer.message(500, "Could not find annotation to update");
    }
}
