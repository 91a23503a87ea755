package io.grafanakeeper.sandbox.grafana;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Answers {@code /api/search} from a list of all folders and dashboards that is sorted once after each change. */
final class Search {
    private static final int DEFAULT_LIMIT = 1000;
    private static final int MAX_LIMIT = 5000;

    private final Org org;
    private final World world;
    private final AtomicLong changes = new AtomicLong();
    private volatile Index index = new Index(-1, List.of());

    Search(Org org, World world) {
        this.org = org;
        this.world = world;
    }

    static void routes(Router router) {
        router.get(
                "/api/search",
                Router.Access.SIGNED_IN,
                call -> call.org().search().find(call));
        router.get("/api/search/sorting", Router.Access.SIGNED_IN, call -> Answer.ok(sorting()));
    }

    /** Says that a folder or a dashboard came, went or changed. */
    void changed() {
        changes.incrementAndGet();
    }

    /** Is something to be found: a folder or a dashboard. */
    private record Item(
            long id,
            String uid,
            String title,
            String slug,
            List<String> tags,
            String description,
            boolean folder,
            String parent) {}

    private record Index(long change, List<Item> items) {}

    private List<Item> items() {
        long change = changes.get();
        Index current = index;
        if (current.change() != change) {
            current = new Index(change, sorted());
            index = current;
        }
        return current.items();
    }

    private List<Item> sorted() {
        List<Item> items = new ArrayList<>();
        for (Folder folder : org.folders().all()) {
            items.add(new Item(
                    folder.id(), folder.uid(), folder.title(), folder.slug(), List.of(), "", true, folder.parent()));
        }
        for (Dashboard dashboard : org.dashboards().all()) {
            Dashboard.Head head = dashboard.head();
            items.add(new Item(
                    dashboard.id(),
                    dashboard.uid(),
                    head.title(),
                    head.slug(),
                    head.tags(),
                    head.description(),
                    false,
                    head.folder()));
        }
        items.sort(Comparator.comparing((Item item) -> !item.folder())
                .thenComparing(item -> item.title().toLowerCase(Locale.ROOT))
                .thenComparing(Item::parent)
                .thenComparing(Item::id));
        return items;
    }

    private Answer find(Call call) {
        Query query = call.query();
        if (Query.whole(query.first("limit"), 0) > MAX_LIMIT) {
            return Answer.message(
                    422, "Limit is above maximum allowed (5000), use page parameter to access hits beyond limit");
        }
        int limit = query.positive("limit", DEFAULT_LIMIT);
        int page = query.positive("page", 1);
        List<Item> items = items();
        if (query.first("sort").equals("alpha-desc")) {
            items = new ArrayList<>(items);
            items.sort(Comparator.comparing((Item item) -> item.title().toLowerCase(Locale.ROOT))
                    .reversed());
        }
        Predicate<Item> wanted = wanted(query, call.principal());
        List<Fields> hits = items.stream()
                .filter(wanted)
                .skip((long) (page - 1) * limit)
                .limit(limit)
                .map(this::hit)
                .toList();
        return Answer.ok(Fields.array(hits));
    }

    private Predicate<Item> wanted(Query query, Principal reader) {
        if (query.flag("starred")
                || query.flag("deleted")
                || (query.first("permission").equals("Edit") && !reader.role().covers(Role.EDITOR))) {
            return item -> false;
        }
        Predicate<Item> wanted = item -> true;
        String type = query.first("type");
        if (!type.isEmpty()) {
            wanted = wanted.and(item -> type.equals(item.folder() ? "dash-folder" : "dash-db"));
        }
        String text = query.first("query").toLowerCase(Locale.ROOT);
        if (!text.isEmpty()) {
            wanted = wanted.and(item -> item.title().toLowerCase(Locale.ROOT).contains(text));
        }
        List<String> tags = query.all("tag");
        if (!tags.isEmpty()) {
            wanted = wanted.and(item -> item.tags().containsAll(tags));
        }
        return wanted.and(among(ids(query, "dashboardIds"), item -> Long.toString(item.id())))
                .and(among(dashboardUids(query), Item::uid))
                .and(inFolders(query));
    }

    private static Predicate<Item> among(Set<String> names, java.util.function.Function<Item, String> name) {
        return names.isEmpty() ? item -> true : item -> names.contains(name.apply(item));
    }

    private static Set<String> ids(Query query, String name) {
        Set<String> ids = new HashSet<>(query.all(name));
        ids.removeIf(id -> Query.whole(id, -1) < 0);
        return ids;
    }

    /** Reads the wanted uids; Grafana 7.5 does not know the parameter and finds everything. */
    private Set<String> dashboardUids(Query query) {
        if (!world.flavour().atLeast(8)) {
            return Set.of();
        }
        Set<String> uids = new HashSet<>(query.all("dashboardUIDs"));
        uids.addAll(query.all("dashboardUID"));
        return uids;
    }

    private Predicate<Item> inFolders(Query query) {
        Set<String> folders = new HashSet<>();
        for (String id : ids(query, "folderIds")) {
            Folder folder = org.folders().findById(Query.whole(id, -1));
            folders.add(folder == null ? (id.equals("0") ? "" : "?") : folder.uid());
        }
        if (world.flavour().atLeast(8)) {
            query.all("folderUIDs").forEach(uid -> folders.add(uid.equals("general") ? "" : uid));
        }
        return among(folders, Item::parent);
    }

    private Fields hit(Item item) {
        Flavour flavour = world.flavour();
        String url = item.folder()
                ? "/dashboards/f/" + item.uid() + "/" + item.slug()
                : "/d/" + item.uid() + "/" + item.slug();
        Fields fields = new Fields()
                .add("id", item.id())
                .add("uid", item.uid())
                .addIf(ofEleven(), "orgId", org.id())
                .add("title", item.title())
                .add("uri", "db/" + item.slug())
                .add("url", url)
                .add("slug", "")
                .add("type", item.folder() ? "dash-folder" : "dash-db")
                .raw("tags", Fields.strings(item.tags()))
                .add("isStarred", false)
                .addIf(flavour.atLeast(13) && !item.description().isEmpty(), "description", item.description());
        Folder parent = parent(item);
        if (parent != null) {
            fields.add("folderId", parent.id())
                    .add("folderUid", parent.uid())
                    .add("folderTitle", parent.title())
                    .add("folderUrl", folderUrl(parent));
        }
        return fields.add("sortMeta", 0).addIf(ofEleven(), "isDeleted", false);
    }

    private boolean ofEleven() {
        return world.flavour().atLeast(11);
    }

    private @Nullable Folder parent(Item item) {
        return item.parent().isEmpty() ? null : org.folders().find(item.parent());
    }

    /** Recorded on 11.6: the raw title, spaces included, stands where the slug belongs. */
    private String folderUrl(Folder folder) {
        return world.flavour() == Flavour.V11_6 ? "/dashboards/f/" + folder.uid() + "/" + folder.title() : folder.url();
    }

    private static Fields sorting() {
        Fields up = new Fields()
                .add("description", "Sort results in an alphabetically ascending order")
                .add("displayName", "Alphabetically (A–Z)")
                .add("meta", "")
                .add("name", "alpha-asc");
        Fields down = new Fields()
                .add("description", "Sort results in an alphabetically descending order")
                .add("displayName", "Alphabetically (Z–A)")
                .add("meta", "")
                .add("name", "alpha-desc");
        return new Fields().raw("sortOptions", Fields.array(List.of(up, down)));
    }
}
