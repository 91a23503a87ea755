package io.grafanakeeper.sandbox.grafana;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Is a Grafana in memory: stateful, over real HTTP on loopback, with the answers of the recorded ones.
 *
 * <p>The methods that seed and look work on the main organisation without a request, started or not.
 */
public final class FakeGrafana implements AutoCloseable {
    static {
        // Without it every kept-alive answer waits 40 ms for an acknowledgement. Read once, before the first server.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final String SEEDER = "admin";
    private static final Set<String> OF_AZURE_MONITOR = Set.of(
            "GET /api/dashboards/uid/:uid",
            "POST /api/dashboards/db",
            "GET /api/dashboards/uid/:uid/versions",
            "GET /api/dashboards/uid/:uid/versions/:version",
            "POST /api/dashboards/id/:id/restore",
            "GET /api/datasources/uid/:uid",
            "POST /api/ds/query",
            "GET /api/annotations",
            "POST /api/annotations",
            "PUT /api/annotations/:id",
            "PATCH /api/annotations/:id",
            "DELETE /api/annotations/:id");

    private final Builder settings;
    private final World world;
    private final Accounts accounts;
    private final Faults faults = new Faults();
    private final Requests requests = new Requests();
    private @Nullable Running running;

    private record Running(HttpServer server, ExecutorService workers) {}

    private FakeGrafana(Builder settings) {
        this.settings = settings;
        this.world = new World(
                settings.flavour,
                settings.clock,
                settings.legacyReadOfV2,
                settings.preferredVersion,
                settings.maxSecondsToLive,
                settings.monitor,
                settings.libraryByFolderNumber);
        this.accounts = new Accounts(world, settings.entra, settings.adminPassword);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Begins to listen on 127.0.0.1. */
    public synchronized FakeGrafana start() {
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            HttpServer server = server(new InetSocketAddress(loopback, settings.port), settings.tls);
            ExecutorService workers = Executors.newCachedThreadPool(daemons("fake-grafana"));
            server.setExecutor(workers);
            server.createContext(
                    "/", new Gate(world, accounts, router(), faults, requests, settings.roundTrip, workers));
            server.start();
            running = new Running(server, workers);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpServer server(InetSocketAddress address, @Nullable SSLContext tls) throws IOException {
        if (tls == null) {
            return HttpServer.create(address, 512);
        }
        HttpsServer server = HttpsServer.create(address, 512);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return server;
    }

    private Router router() {
        Router router = new Router();
        Flavour flavour = settings.flavour;
        About.routes(router, flavour);
        new Orgs(accounts, world).routes(router);
        Search.routes(router);
        Folders.routes(router, flavour);
        Dashboards.routes(router, flavour);
        DataSources.routes(router);
        Library.routes(router, flavour);
        Annotations.routes(router);
        Queries.routes(router);
        if (flavour.legacyKeys()) {
            Keys.routes(router);
        }
        if (flavour.serviceAccounts()) {
            ServiceAccounts.routes(router);
        }
        if (flavour.alertingProvisioning()) {
            Alerting.routes(router);
        }
        if (settings.monitor) {
            router.keepOnly(OF_AZURE_MONITOR);
        }
        return router;
    }

    private static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Gives the address of the started server, without a slash at its end. */
    public synchronized URI endpoint() {
        if (running == null) {
            throw new IllegalStateException("not started");
        }
        int port = running.server().getAddress().getPort();
        return URI.create(settings.tls == null ? "http://127.0.0.1:" + port : "https://localhost:" + port);
    }

    @Override
    public synchronized void close() {
        if (running != null) {
            running.server().stop(0);
            running.workers().shutdownNow();
            running = null;
        }
    }

    public Flavour flavour() {
        return settings.flavour;
    }

    public Requests requests() {
        return requests;
    }

    public void resetCounters() {
        requests.reset();
    }

    public Faults faults() {
        return faults;
    }

    /** Closes every connection without an answer, or answers again. */
    public void down(boolean down) {
        faults.outage(down ? Faults.Outage.CLOSED : Faults.Outage.NONE);
    }

    /** Loads a tree of JSON files: a directory is a folder, a file a dashboard. */
    public void seedFolders(Path directory) {
        new Seed(this).load(directory);
    }

    /** Makes the small demonstration: folders, dashboards, data sources, a library panel, alerting. */
    public void seedSamples() {
        new Samples(this, main(), world).plant();
    }

    /** Makes or changes a folder; an empty parent is the root, the only one where folders cannot be nested. */
    public void putFolder(String uid, String title, String parentUid) {
        Org org = main();
        synchronized (org) {
            org.folders().put(uid, title, settings.flavour.nestedFolders() ? parentUid : "", SEEDER);
        }
    }

    /**
     * Makes or overwrites a dashboard: a legacy model, or a resource with {@code apiVersion}, {@code kind} and {@code
     * spec}, which a flavour without an API for it keeps as a model like any other.
     *
     * @return its uid
     */
    public String putDashboard(String folderUid, byte[] json) {
        try {
            Members members = Json.members(json);
            if (!isResource(members)) {
                return putModel(folderUid, members);
            }
            return settings.flavour.apis() ? putResource(folderUid, members) : putResourceAsModel(folderUid, members);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a dashboard's JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static boolean isResource(Members members) {
        return members.text("kind").equals("Dashboard") && members.has("apiVersion") && members.has("spec");
    }

    private String putModel(String folderUid, Members model) {
        Org org = main();
        synchronized (org) {
            String uid = model.text("uid");
            return org.dashboards()
                    .saves()
                    .store(org.dashboards().find(uid), model, folderUid, new Saves.Note(SEEDER, "", 0))
                    .uid();
        }
    }

    /** Keeps a resource as a model that holds all its members, since this Grafana reads nothing but title and uid. */
    private String putResourceAsModel(String folderUid, Members resource) {
        resource.put("title", Json.quote(resource.object("spec").text("title")));
        resource.put("uid", Json.quote(resource.object("metadata").text("name")));
        return putModel(folderUid, resource);
    }

    private String putResource(String folderUid, Members resource) {
        Org org = main();
        Members metadata = resource.object("metadata");
        Members annotations = metadata.object("annotations");
        annotations.remove("grafana.app/folder");
        String apiVersion = resource.text("apiVersion");
        synchronized (org) {
            String uid = metadata.text("name");
            return org.dashboards()
                    .saves()
                    .storeResource(
                            org.dashboards().find(uid),
                            uid,
                            resource.json("spec", "{}"),
                            folderUid,
                            apiVersion.substring(apiVersion.indexOf('/') + 1),
                            annotations.write(),
                            new Saves.Note("user:1", "", 0))
                    .uid();
        }
    }

    /** Saves a dashboard again with a change, as a user would. */
    public void touchDashboard(String uid, Consumer<ObjectNode> change) {
        Org org = main();
        synchronized (org) {
            Dashboard dashboard = existing(uid);
            ObjectNode model = (ObjectNode) Json.tree(dashboard.model().text());
            change.accept(model);
            String folder = dashboard.head().folder();
            Saves.Note note = new Saves.Note(SEEDER, "touched", 0);
            if (dashboard.stored().isV2()) {
                Dashboard.Stored stored = dashboard.stored();
                org.dashboards()
                        .saves()
                        .storeResource(
                                dashboard,
                                uid,
                                Json.canonical(model.toString()),
                                folder,
                                stored.apiVersion(),
                                stored.annotations(),
                                note);
            } else {
                org.dashboards().saves().store(dashboard, Json.members(model.toString()), folder, note);
            }
        }
    }

    /** Marks a dashboard as provisioned from a file, so that it can be neither saved nor deleted. */
    public void provisionDashboard(String uid, String file) {
        Org org = main();
        synchronized (org) {
            Dashboard found = existing(uid);
            org.dashboards()
                    .put(new Dashboard(
                            found.id(),
                            uid,
                            found.head(),
                            found.stamp(),
                            found.stored(),
                            found.model(),
                            found.versions(),
                            found.libraryUids(),
                            file));
        }
    }

    private Dashboard existing(String uid) {
        Dashboard dashboard = main().dashboards().find(uid);
        if (dashboard == null) {
            throw new IllegalArgumentException("no dashboard " + uid);
        }
        return dashboard;
    }

    /** Deletes a folder with everything in it, as a user would. */
    public void deleteFolder(String uid) {
        Org org = main();
        synchronized (org) {
            org.folders().remove(uid);
        }
    }

    /** Deletes a dashboard, as Azure's control plane does with one of Azure Monitor. */
    public void deleteDashboard(String uid) {
        Org org = main();
        synchronized (org) {
            org.dashboards().remove(existing(uid));
        }
    }

    /** Forgets all content of all organisations; keys, tokens and users stay. */
    public void deleteEverything() {
        accounts.orgs().forEach(Org::wipe);
    }

    /** Gives what the legacy read shows under {@code dashboard}. */
    public String dashboardJson(String uid) {
        return main().dashboards().legacyText(existing(uid));
    }

    public List<String> dashboardUids() {
        return main().dashboards().all().stream().map(Dashboard::uid).sorted().toList();
    }

    /** Gives a contact point as it is stored, its secrets included; null when there is none. */
    public @Nullable String contactPoint(String uid) {
        return main().alerting().stored(Alerting.Kind.CONTACT_POINT, uid);
    }

    /** Makes or changes a contact point with its secrets, as a user would. */
    public void putContactPoint(String uid, String json) {
        main().alerting().put(Alerting.Kind.CONTACT_POINT, uid, json);
    }

    /** Makes or changes the tree of notification policies, as a user would. */
    public void putPolicies(String json) {
        main().alerting().put(Alerting.Kind.POLICY, "", json);
    }

    /** Gives the tree of notification policies as it is stored; null when there are only those that Grafana begins with. */
    public @Nullable String policies() {
        return main().alerting().stored(Alerting.Kind.POLICY, "");
    }

    /** Gives the uid of the folder that holds a dashboard; empty at the root. */
    public String folderOf(String uid) {
        return existing(uid).head().folder();
    }

    /** Gives each folder's uid with its path, the titles joined by {@code /}. */
    public SortedMap<String, String> folderTree() {
        Folders folders = main().folders();
        SortedMap<String, String> paths = new TreeMap<>();
        for (Folder folder : folders.all()) {
            StringBuilder path = new StringBuilder();
            folders.ancestors(folder)
                    .forEach(above -> path.append(above.title()).append('/'));
            paths.put(folder.uid(), path + folder.title());
        }
        return paths;
    }

    /**
     * Makes a credential for {@code Authorization: Bearer}: a service account's token where there are service accounts, a
     * legacy key in 7.5.
     *
     * @param role {@code Viewer}, {@code Editor} or {@code Admin}
     * @param ttl how long it lives; null for ever
     */
    public String mintToken(String name, String role, @Nullable Duration ttl) {
        Role wanted = Role.of(role).orElseThrow(() -> new IllegalArgumentException("no role " + role));
        Instant end = ttl == null ? null : world.now().plus(ttl);
        Org org = main();
        synchronized (org) {
            if (!settings.flavour.serviceAccounts()) {
                return org.keys().add(name, wanted, end).secret();
            }
            ServiceAccounts.Account account = org.serviceAccounts().byName(name);
            if (account == null) {
                account = org.serviceAccounts().add(name, wanted, false);
            }
            return org.serviceAccounts().addToken(account, name, end).secret();
        }
    }

    /** Makes a token or key useless. */
    public void revoke(String token) {
        for (Org org : accounts.orgs()) {
            org.keys().revoke(token);
            org.serviceAccounts().revoke(token);
        }
    }

    /** Shortens the life of new tokens silently, as some servers do. */
    public void clampTokensTo(Duration longest) {
        main().serviceAccounts().clampTo(longest);
    }

    /** Disables a service account, as a user would. */
    public void disableServiceAccount(String name) {
        main().serviceAccounts().disable(name);
    }

    /** Tells whether a token or key is let in now, without a request. */
    public boolean accepts(String token) {
        try {
            accounts.authenticate("Bearer " + token, null);
            return true;
        } catch (Refused refused) {
            return false;
        }
    }

    /** Gives the names of the tokens and keys that have not expired, of the main organisation. */
    public List<String> liveTokens() {
        Org org = main();
        return Stream.concat(org.keys().live(), org.serviceAccounts().live())
                .sorted()
                .toList();
    }

    /** Makes a user who is a member of no organisation. */
    public void addUser(String login, String email) {
        accounts.addUser(login, email, login, "secret of " + login, false);
    }

    /** Gives the names of all organisations, the main one first. */
    public List<String> organisations() {
        return accounts.orgs().stream().map(Org::name).toList();
    }

    /** Gives the members of an organisation as login and role. */
    public SortedMap<String, String> members(String organisation) {
        SortedMap<String, String> members = new TreeMap<>();
        for (User user : accounts.users()) {
            Role role = org(organisation).members().get(user.id());
            if (role != null) {
                members.put(user.login(), role.title());
            }
        }
        return members;
    }

    /** Gives the names of the tokens and keys of an organisation that have not expired. */
    public List<String> liveTokens(String organisation) {
        Org org = org(organisation);
        return Stream.concat(org.keys().live(), org.serviceAccounts().live())
                .sorted()
                .toList();
    }

    /** Gives the titles of an organisation's dashboards. */
    public List<String> titles(String organisation) {
        return org(organisation).dashboards().all().stream()
                .map(dashboard -> dashboard.head().title())
                .sorted()
                .toList();
    }

    private Org org(String name) {
        Org org = accounts.orgNamed(name);
        if (org == null) {
            throw new IllegalArgumentException("no organisation " + name);
        }
        return org;
    }

    private Org main() {
        return accounts.mainOrg();
    }

    /** Collects what a fake Grafana is to be like. */
    public static final class Builder {
        private Flavour flavour = Flavour.V11_6;
        private Clock clock = Clock.systemUTC();
        private int port;
        private Duration roundTrip = Duration.ZERO;
        private String adminPassword = "admin";
        private Predicate<String> entra = token -> false;
        private long maxSecondsToLive;
        private LegacyReadOfV2 legacyReadOfV2 = LegacyReadOfV2.REFUSE;
        private String preferredVersion = "";
        private boolean monitor;
        private boolean libraryByFolderNumber;
        private @Nullable SSLContext tls;

        private Builder() {}

        public Builder flavour(Flavour wanted) {
            this.flavour = wanted;
            return this;
        }

        public Builder clock(Clock wanted) {
            this.clock = wanted;
            return this;
        }

        /** Sets the port; 0 takes a free one. */
        public Builder port(int wanted) {
            this.port = wanted;
            return this;
        }

        /** Sets how much later each answer comes. */
        public Builder roundTrip(Duration wanted) {
            this.roundTrip = wanted;
            return this;
        }

        /** Sets the password of the user {@code admin}. */
        public Builder adminPassword(String wanted) {
            this.adminPassword = wanted;
            return this;
        }

        /** Sets which Entra tokens act as an administrator of organisation 1. */
        public Builder entra(Predicate<String> accepted) {
            this.entra = accepted;
            return this;
        }

        /** Sets the longest life of keys and tokens; 0 for no limit. */
        public Builder maxSecondsToLive(long wanted) {
            this.maxSecondsToLive = wanted;
            return this;
        }

        public Builder legacyReadOfV2(LegacyReadOfV2 wanted) {
            this.legacyReadOfV2 = wanted;
            return this;
        }

        /** Sets the version that the Kubernetes-style API of dashboards prefers. */
        public Builder preferredVersion(String wanted) {
            this.preferredVersion = wanted;
            return this;
        }

        /** Makes it the data plane of Azure Monitor: a few routes, long uids, and no dashboard comes into being by saving. */
        public Builder monitor() {
            this.monitor = true;
            return this;
        }

        /**
         * Makes library panels take the number of their folder only and tell its uid in {@code meta} only, as Grafana 8 did before 8.5:
         * pkg/services/libraryelements/models.go.
         */
        public Builder libraryByFolderNumber() {
            this.libraryByFolderNumber = true;
            return this;
        }

        /** Serves HTTPS, as {@code localhost}. */
        public Builder tls(SSLContext wanted) {
            this.tls = wanted;
            return this;
        }

        public FakeGrafana build() {
            return new FakeGrafana(this);
        }
    }
}
