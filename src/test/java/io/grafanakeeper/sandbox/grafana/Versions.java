package io.grafanakeeper.sandbox.grafana;

import io.grafanakeeper.sandbox.grafana.Dashboard.Version;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers the history of a dashboard: by its number in every Grafana, by its uid in newer ones. */
final class Versions {
    private final World world;
    private final Dashboards dashboards;

    Versions(World world, Dashboards dashboards) {
        this.world = world;
        this.dashboards = dashboards;
    }

    static void routes(Router router, Flavour flavour) {
        if (!flavour.atLeast(13)) {
            routes(
                    router,
                    "/api/dashboards/id/:id",
                    call -> call.org().dashboards().findById(call.id("id")));
        }
        if (flavour.atLeast(8)) {
            routes(
                    router,
                    "/api/dashboards/uid/:uid",
                    call -> call.org().dashboards().find(call.variable("uid")));
        }
    }

    private static void routes(Router router, String base, Function<Call, @Nullable Dashboard> of) {
        Router.Access access = Router.Access.SIGNED_IN;
        router.get(base + "/versions", access, call -> versions(call).list(call, of.apply(call)));
        router.get(base + "/versions/:version", access, call -> versions(call).get(call, of.apply(call)));
        router.post(base + "/restore", access, call -> versions(call).restore(call, of.apply(call)));
    }

    private static Versions versions(Call call) {
        return call.org().dashboards().versions();
    }

    private Answer list(Call call, @Nullable Dashboard dashboard) {
        if (dashboard == null) {
            return unseen();
        }
        int limit = call.query().positive("limit", 1000);
        int start = call.query().positive("start", 0);
        List<Version> versions = dashboard.versions().stream()
                .filter(version ->
                        !isContinued(call) || version.number() < call.query().positive("continueToken", 0))
                .skip(start)
                .toList();
        List<Fields> page = versions.stream()
                .limit(limit)
                .map(version -> listed(dashboard, version))
                .toList();
        if (!world.flavour().atLeast(11)) {
            return Answer.ok(Fields.array(page));
        }
        String next = versions.size() > limit
                ? Integer.toString(versions.get(limit - 1).number())
                : "";
        return Answer.ok(new Fields().add("continueToken", next).raw("versions", Fields.array(page)));
    }

    private static boolean isContinued(Call call) {
        return !call.query().first("continueToken").isEmpty();
    }

    private Answer unseen() {
        return world.flavour().atLeast(8) ? Dashboards.missing() : Dashboards.accessDenied();
    }

    private Fields listed(Dashboard dashboard, Version version) {
        String by = version.createdBy().equals("Anonymous") ? "" : version.createdBy();
        return numbered(dashboard, version)
                .add("created", World.seconds(version.created()))
                .add("createdBy", by)
                .add("message", message(version));
    }

    private Fields numbered(Dashboard dashboard, Version version) {
        return new Fields()
                .add("id", version.id())
                .add("dashboardId", dashboard.id())
                .addIf(world.flavour().atLeast(8), "uid", dashboard.uid())
                .add("parentVersion", version.number() - 1)
                .add("restoredFrom", version.restoredFrom())
                .add("version", version.number());
    }

    private static String message(Version version) {
        if (version.restoredFrom() > 0) {
            return "Restored from version " + version.restoredFrom();
        }
        return version.number() == 1 ? "Initial save" : version.message();
    }

    private static @Nullable Version find(Dashboard dashboard, long number) {
        return dashboard.versions().stream()
                .filter(version -> version.number() == number)
                .findFirst()
                .orElse(null);
    }

    private Answer get(Call call, @Nullable Dashboard dashboard) {
        if (dashboard == null) {
            return unseen();
        }
        Version version = find(dashboard, call.id("version"));
        if (version == null) {
            return Answer.message(
                    world.flavour().atLeast(8) ? 404 : 500,
                    "Dashboard version " + call.id("version") + " not found for dashboardId " + dashboard.id());
        }
        String head = numbered(dashboard, version)
                .add("created", World.seconds(version.created()))
                .add("message", version.message())
                .toString();
        Content content = new Content().add(head.substring(0, head.length() - 1) + ",\"data\":");
        // The second form comes converted, with loss.
        content.add(dashboards.legacyText(dashboard.at(version)))
                .add(",\"createdBy\":" + Json.quote(version.createdBy()) + "}");
        return new Answer(200, Answer.JSON, content);
    }

    private Answer restore(Call call, @Nullable Dashboard dashboard) {
        long number = call.members().whole("version");
        if (dashboard == null) {
            return Dashboards.missing();
        }
        if (!call.principal().role().covers(Role.EDITOR)) {
            return Dashboards.accessDenied();
        }
        Version version = find(dashboard, number);
        if (version == null) {
            return Answer.message(404, "Dashboard version not found");
        }
        Saves.Note note = new Saves.Note(call.principal().login(), "", version.number());
        String folder = dashboard.head().folder();
        String text = version.model().text();
        Dashboard restored = dashboard.stored().isV2()
                ? dashboards
                        .saves()
                        .storeResource(
                                dashboard,
                                dashboard.uid(),
                                text,
                                folder,
                                dashboard.stored().apiVersion(),
                                dashboard.stored().annotations(),
                                note)
                : dashboards.saves().store(dashboard, Json.members(text), folder, note);
        return dashboards.saves().saved(restored);
    }
}
