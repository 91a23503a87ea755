package io.grafanakeeper.sandbox.grafana;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Keeps the data sources of an organisation and answers {@code /api/datasources}; a secret goes in and never comes out. */
final class DataSources {
    private final Org org;
    private final World world;
    private final Map<Long, DataSource> byId = new ConcurrentHashMap<>();

    DataSources(Org org, World world) {
        this.org = org;
        this.world = world;
    }

    /** Is a data source at one version; of its secrets only the names are told. */
    record DataSource(
            long id,
            String uid,
            int version,
            Members settings,
            String jsonData,
            List<String> secretNames,
            boolean isDefault) {
        String name() {
            return settings.text("name");
        }

        String type() {
            return settings.text("type");
        }
    }

    static void routes(Router router) {
        Router.Access admin = Router.Access.ORG_ADMIN;
        router.get("/api/datasources", admin, call -> of(call).list());
        router.post("/api/datasources", admin, call -> of(call).create(call));
        router.get("/api/datasources/:id", admin, call -> of(call).get(of(call).byId(call)));
        router.get("/api/datasources/uid/:uid", admin, call -> of(call).get(of(call).byUid(call.variable("uid"))));
        router.get("/api/datasources/name/:name", admin, call -> of(call).get(of(call).byName(call.variable("name"))));
        router.get("/api/datasources/id/:name", admin, call -> of(call).idOf(of(call).byName(call.variable("name"))));
        router.put("/api/datasources/:id", admin, call -> of(call).update(call, of(call).byId(call)));
        router.put(
                "/api/datasources/uid/:uid",
                admin,
                call -> of(call).update(call, of(call).byUid(call.variable("uid"))));
        router.delete("/api/datasources/:id", admin, call -> of(call).delete(of(call).byId(call)));
        router.delete(
                "/api/datasources/uid/:uid", admin, call -> of(call).delete(of(call).byUid(call.variable("uid"))));
        router.delete(
                "/api/datasources/name/:name", admin, call -> of(call).delete(of(call).byName(call.variable("name"))));
    }

    private static DataSources of(Call call) {
        return call.org().dataSources();
    }

    private @Nullable DataSource byId(Call call) {
        return byId.get(call.id("id"));
    }

    @Nullable
    DataSource byId(long id) {
        return byId.get(id);
    }

    @Nullable
    DataSource byUid(String uid) {
        return byId.values().stream()
                .filter(source -> source.uid().equals(uid))
                .findFirst()
                .orElse(null);
    }

    private @Nullable DataSource byName(String name) {
        return byId.values().stream()
                .filter(source -> source.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    Collection<DataSource> all() {
        return byId.values();
    }

    void clear() {
        byId.clear();
    }

    /** Adds a data source without asking anybody. */
    DataSource add(Members settings) {
        String uid = settings.text("uid");
        List<String> secrets = secretNames(settings, List.of());
        String jsonData = settings.json("jsonData", "{}");
        if (settings.flag("isDefault")) {
            byId.replaceAll((id, other) -> new DataSource(
                    id, other.uid(), other.version(), other.settings(), other.jsonData(), other.secretNames(), false));
        }
        DataSource source = new DataSource(
                world.nextId(World.Table.DATA_SOURCE),
                uid.isEmpty() ? world.newUid() : uid,
                1,
                settings,
                jsonData,
                secrets,
                settings.flag("isDefault"));
        settings.remove("secureJsonData");
        byId.put(source.id(), source);
        return source;
    }

    private static List<String> secretNames(Members settings, List<String> kept) {
        TreeSet<String> names = new TreeSet<>(kept);
        settings.object("secureJsonData").names().forEach(names::add);
        return List.copyOf(names);
    }

    private Answer list() {
        List<Fields> sources = byId.values().stream()
                .sorted(Comparator.comparing(DataSource::name))
                .map(this::listed)
                .toList();
        return Answer.ok(Fields.array(sources));
    }

    private Answer get(@Nullable DataSource source) {
        return source == null ? missing() : Answer.ok(shown(source));
    }

    private Answer idOf(@Nullable DataSource source) {
        return source == null ? missing() : Answer.ok(new Fields().add("id", source.id()));
    }

    private Answer create(Call call) {
        Members settings = call.members("name", "type", "access");
        if (byName(settings.text("name")) != null) {
            return Answer.message(409, "data source with the same name already exists");
        }
        String uid = settings.text("uid");
        if (!uid.isEmpty() && byUid(uid) != null) {
            return Answer.message(409, "data source with the same uid already exists");
        }
        return changed("Datasource added", add(settings));
    }

    private Answer changed(String message, DataSource source) {
        return Answer.ok(new Fields()
                .add("datasource", shown(source))
                .add("id", source.id())
                .add("message", message)
                .add("name", source.name()));
    }

    private Answer update(Call call, @Nullable DataSource old) {
        Members settings = call.members("name", "type", "access");
        if (old == null) {
            return missing();
        }
        long version = settings.whole("version");
        if (version > 0 && version < old.version()) {
            return Answer.message(
                    409, "Datasource has already been updated by someone else. Please reload and try again");
        }
        // Grafana leaves a text alone when the new one is empty; flags it always sets.
        for (String kept : List.of("url", "user", "database", "basicAuthUser")) {
            if (settings.text(kept).isEmpty()) {
                settings.put(kept, old.settings().json(kept, "\"\""));
            }
        }
        String uid = settings.text("uid");
        DataSource source = new DataSource(
                old.id(),
                uid.isEmpty() ? old.uid() : uid,
                version > 0 ? (int) version + 1 : 1,
                settings,
                settings.json("jsonData", "{}"),
                secretNames(settings, old.secretNames()),
                settings.flag("isDefault"));
        settings.remove("secureJsonData");
        byId.put(source.id(), source);
        return changed("Datasource updated", source);
    }

    private Answer delete(@Nullable DataSource source) {
        if (source == null) {
            return missing();
        }
        byId.remove(source.id());
        return Answer.ok(new Fields().add("id", source.id()).add("message", "Data source deleted"));
    }

    private static Answer missing() {
        return Answer.message(404, "Data source not found");
    }

    private Fields listed(DataSource source) {
        Members settings = source.settings();
        boolean old = !world.flavour().atLeast(8);
        return new Fields()
                .add("id", source.id())
                .add("uid", source.uid())
                .add("orgId", org.id())
                .add("name", source.name())
                .add("type", source.type())
                .add("typeName", typeName(source.type()))
                .add("typeLogoUrl", logo(source.type()))
                .add("access", settings.text("access"))
                .add("url", settings.text("url"))
                .addIf(old, "password", "")
                .add("user", settings.text("user"))
                .add("database", settings.text("database"))
                .add("basicAuth", settings.flag("basicAuth"))
                .add("isDefault", source.isDefault())
                .raw("jsonData", source.jsonData())
                .add("readOnly", false);
    }

    private Fields shown(DataSource source) {
        Members settings = source.settings();
        boolean old = !world.flavour().atLeast(8);
        Fields secrets = new Fields();
        source.secretNames().forEach(name -> secrets.add(name, true));
        return new Fields()
                .add("id", source.id())
                .add("uid", source.uid())
                .add("orgId", org.id())
                .add("name", source.name())
                .add("type", source.type())
                .add("typeLogoUrl", world.flavour().atLeast(11) ? logo(source.type()) : "")
                .add("access", settings.text("access"))
                .add("url", settings.text("url"))
                .addIf(old, "password", "")
                .add("user", settings.text("user"))
                .add("database", settings.text("database"))
                .add("basicAuth", settings.flag("basicAuth"))
                .add("basicAuthUser", settings.text("basicAuthUser"))
                .addIf(old, "basicAuthPassword", "")
                .add("withCredentials", settings.flag("withCredentials"))
                .add("isDefault", source.isDefault())
                .raw("jsonData", source.jsonData())
                .add("secureJsonFields", secrets)
                .add("version", source.version())
                .add("readOnly", false)
                .addIf(world.flavour().atLeast(11), "apiVersion", "");
    }

    private static String typeName(String type) {
        return switch (type) {
            case "prometheus" -> "Prometheus";
            case "testdata", "grafana-testdata-datasource" -> "TestData DB";
            case "grafana-azure-monitor-datasource" -> "Azure Monitor";
            default -> type;
        };
    }

    private static String logo(String type) {
        return switch (type) {
            case "prometheus" -> "public/app/plugins/datasource/prometheus/img/prometheus_logo.svg";
            case "testdata", "grafana-testdata-datasource" -> "public/app/plugins/datasource/testdata/img/testdata.svg";
            case "grafana-azure-monitor-datasource" -> "public/app/plugins/datasource/azuremonitor/img/logo.jpg";
            default -> "public/img/icn-datasource.svg";
        };
    }

    /** Gives the uids in the order of their numbers. */
    List<String> uids() {
        List<DataSource> sources = new ArrayList<>(byId.values());
        sources.sort(Comparator.comparingLong(DataSource::id));
        return sources.stream().map(DataSource::uid).toList();
    }
}
