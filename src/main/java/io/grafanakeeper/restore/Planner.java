package io.grafanakeeper.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.archive.BackupStore;
import io.grafanakeeper.archive.Content;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.concurrent.Parallel;
import io.grafanakeeper.grafana.DashboardResource;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.grafana.KubernetesApi;
import io.grafanakeeper.inventory.Connection;
import io.grafanakeeper.inventory.Draft;
import io.grafanakeeper.inventory.MonitorReader;
import io.grafanakeeper.inventory.Pending;
import io.grafanakeeper.inventory.Redaction;
import io.grafanakeeper.inventory.SameContent;
import io.grafanakeeper.runs.ServiceException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a restore does with each selected item.
 *
 * <p>An item that is missing is created; one that is the same stays; one that differs has changed since the backup and is replaced
 * only if the request says {@code overwrite}. Items go by their uid, always: another dashboard of the same title is never touched.
 */
final class Planner {
    /** Folders before what is in them, data sources and panels before what shows them, receivers before policies. */
    static final List<ItemKind> ORDER = List.of(
            ItemKind.FOLDER,
            ItemKind.DATA_SOURCE,
            ItemKind.LIBRARY_PANEL,
            ItemKind.DASHBOARD,
            ItemKind.TEMPLATE,
            ItemKind.MUTE_TIMING,
            ItemKind.CONTACT_POINT,
            ItemKind.NOTIFICATION_POLICY,
            ItemKind.ALERT_RULE);

    /** The kinds that are in a folder; what becomes of the others is the same wherever the rest is put. */
    private static final Set<ItemKind> IN_FOLDERS =
            Set.of(ItemKind.DASHBOARD, ItemKind.LIBRARY_PANEL, ItemKind.ALERT_RULE);

    private static final int OWN_PANEL_UIDS_SINCE = 8;

    private final BackupStore store;
    private final long deadline;

    /**
     * Creates a planner.
     *
     * @param deadline the {@link System#nanoTime()} at which to give up
     */
    Planner(BackupStore store, long deadline) {
        this.store = store;
        this.deadline = deadline;
    }

    /** Makes the plan. */
    Plan plan(RestoreRequest request, Manifest manifest, String to, Connection connection) {
        List<Item> selected = request.select().from(manifest.items()).stream()
                .sorted(Comparator.comparing(item -> ORDER.indexOf(item.kind())))
                .toList();
        Set<ItemKind> kinds = EnumSet.of(ItemKind.FOLDER);
        selected.forEach(item -> kinds.add(item.kind()));
        if (!to.equals(manifest.target())) {
            kinds.add(ItemKind.DATA_SOURCE);
        }
        long dashboards = selected.stream()
                .filter(item -> item.kind() == ItemKind.DASHBOARD)
                .count();
        try (Live live = Live.list(connection, kinds, dashboards)) {
            return plan(request, manifest, to, connection, selected, live);
        }
    }

    private Plan plan(
            RestoreRequest request,
            Manifest manifest,
            String to,
            Connection connection,
            List<Item> selected,
            Live live) {
        boolean elsewhere = !to.equals(manifest.target());
        Contents contents = new Contents(store, manifest.target());
        SourceMapping sources = elsewhere ? sources(manifest, contents, live) : SourceMapping.NONE;
        UnderFolder under = UnderFolder.find(request.folder(), live);
        FolderPlan folders = new FolderPlan(
                live.folders(),
                manifest.items(),
                selected.stream()
                        .filter(item -> item.kind() == ItemKind.FOLDER)
                        .map(Item::uid)
                        .collect(Collectors.toSet()),
                under.uid(),
                live.nested(),
                Live.nested(manifest.grafanaVersion()),
                request.overwrite());
        Frame frame = new Frame(
                request,
                manifest,
                live,
                sources,
                contents,
                new SecretRules(request, contents),
                new DashboardUids(manifest, live, connection.monitor()),
                new KubernetesApi(connection.grafana()),
                connection.monitor() == null ? null : new MonitorRules(connection.monitor()));
        List<Step> others =
                others(frame, selected, folders, connection.grafana().concurrency());
        List<Step> steps = new ArrayList<>(under.steps());
        steps.addAll(folders.steps());
        steps.addAll(others);
        return new Plan(manifest, to, steps, sources);
    }

    /** Holds what all decisions of one plan stand on; the rules are null where there is no control plane. */
    private record Frame(
            RestoreRequest request,
            Manifest manifest,
            Live live,
            SourceMapping sources,
            Contents contents,
            SecretRules secrets,
            DashboardUids uids,
            KubernetesApi resources,
            @Nullable MonitorRules rules) {}

    private List<Step> others(Frame frame, List<Item> selected, FolderPlan folders, int concurrency) {
        List<Placed> placed = new ArrayList<>();
        for (Item item : selected) {
            if (!frame.live().hasFolders()) {
                placed.add(Placed.at(item, frame.uids().of(item)));
            } else if (item.kind() == ItemKind.FOLDER) {
                folders.decide(item);
            } else if (!IN_FOLDERS.contains(item.kind())) {
                placed.add(Placed.at(item, item.uid()));
            } else {
                FolderPlan.Spot spot = folders.place(item.folderUid(), item.folderPath());
                placed.add(new Placed(item, frame.uids().of(item), spot.uid(), spot.obstacle()));
            }
        }
        // Whether policies and rules can be restored depends on what becomes of the contact points that they name.
        List<Step> named =
                decide(frame, placed, concurrency, one -> Receivers.KINDS.contains(one.kind()), step -> step);
        Receivers receivers = new Receivers(frame.live(), named);
        List<Step> steps = new ArrayList<>(named);
        steps.addAll(decide(
                frame,
                placed,
                concurrency,
                one -> !Receivers.KINDS.contains(one.kind()),
                step -> withReceivers(frame, receivers, step)));
        steps.sort(Comparator.comparing(step -> ORDER.indexOf(step.item().kind())));
        return steps;
    }

    private List<Step> decide(
            Frame frame, List<Placed> placed, int concurrency, Predicate<Item> which, UnaryOperator<Step> after) {
        List<Placed> chosen =
                placed.stream().filter(one -> which.test(one.item())).toList();
        return Parallel.map(chosen, concurrency, one -> {
            if (System.nanoTime() > deadline) {
                throw new ServiceException(
                        "Restore",
                        "the plan takes longer than a request may; narrow it with select, or say apply: true, which plans in"
                                + " the background",
                        false,
                        null);
            }
            return after.apply(decide(frame, one));
        });
    }

    private static Step withReceivers(Frame frame, Receivers receivers, Step step) {
        boolean names = step.item().kind() == ItemKind.NOTIFICATION_POLICY
                || step.item().kind() == ItemKind.ALERT_RULE;
        return names && step.action().writes()
                ? frame.contents()
                        .read(step.item())
                        .flatMap(receivers::obstacle)
                        .map(why -> step.becomes(Action.SKIPPED, why, List.of()))
                        .orElse(step)
                : step;
    }

    /** Says what an item will be called and where it goes, or what stands in the way of that. */
    private record Placed(Item item, String uid, String folderUid, String obstacle) {
        static Placed at(Item item, String uid) {
            return new Placed(item, uid, "", "");
        }
    }

    private Step decide(Frame frame, Placed placed) {
        Item item = placed.item();
        Live live = frame.live();
        MonitorRules rules = frame.rules();
        if (!live.offers(item.kind())) {
            String why =
                    rules == null ? "this Grafana has no " + item.kind().text() + "s" : "not offered by this target";
            return step(placed, Action.SKIPPED, why, null);
        }
        if (!placed.obstacle().isEmpty()) {
            return step(placed, Action.SKIPPED, placed.obstacle(), null);
        }
        Optional<String> obstacle =
                rules == null ? Optional.empty() : rules.obstacle(placed.uid(), isClassic(frame, item));
        if (obstacle.isPresent()) {
            return step(placed, Action.SKIPPED, obstacle.get(), null);
        }
        if (item.kind() == ItemKind.DATA_SOURCE && frame.sources().uids().containsKey(item.uid())) {
            return step(placed, Action.UNCHANGED, "the data source of the same name and type is used", null);
        }
        Optional<Draft> there = live.item(item.kind(), placed.uid()).flatMap(Planner::read);
        Step step = there.isPresent() ? existing(frame, placed, there.get()) : missing(frame, placed);
        boolean tooOld = live.major() > 0 && live.major() < OWN_PANEL_UIDS_SINCE;
        if (tooOld && item.kind() == ItemKind.LIBRARY_PANEL && step.action().writes()) {
            return step(placed, Action.SKIPPED, "Grafana before 8 gives library panels uids of its own", null);
        }
        Optional<String> unfit = rules == null && step.action().writes() ? unfit(frame, item) : Optional.empty();
        return unfit.map(why -> step(placed, Action.SKIPPED, why, null))
                .orElseGet(() -> frame.secrets().apply(step));
    }

    /** Tells why a dashboard of the second form cannot be written; one that has a number is of the first, and need not be read. */
    private static Optional<String> unfit(Frame frame, Item item) {
        if (item.kind() != ItemKind.DASHBOARD || item.id() != null) {
            return Optional.empty();
        }
        return frame.contents()
                .read(item)
                .filter(json -> DashboardResource.is(json))
                .map(json -> (ObjectNode) json)
                .flatMap(resource -> Placement.obstacle(resource).or(() -> notOffered(frame, resource)));
    }

    private static Optional<String> notOffered(Frame frame, ObjectNode resource) {
        return frame.resources().offers(resource)
                ? Optional.empty()
                : Optional.of("this Grafana does not have the version "
                        + resource.path("apiVersion").asText() + ", which it is written in");
    }

    /** Reads what was listed; empty if somebody has deleted it since, or if it is a resource that never held a dashboard. */
    private static Optional<Draft> read(Pending listed) {
        try {
            return Optional.of(listed.read().get());
        } catch (GrafanaException.NotFound e) {
            return Optional.empty();
        }
    }

    private static boolean isClassic(Frame frame, Item item) {
        return frame.contents()
                .read(item)
                .filter(json -> json instanceof ObjectNode content && DashboardResource.is(content))
                .isEmpty();
    }

    /** A namesake that the backup holds too is no stranger: Grafana let both have the title. */
    private static Step missing(Frame frame, Placed placed) {
        MonitorRules rules = frame.rules();
        Item item = placed.item();
        if (rules != null) {
            // Resources may share a title, and are listed without it.
            return step(placed, Action.CREATE, rules.making(placed.uid(), item.azure()), null);
        }
        boolean taken = frame.live().namesakes(item.kind(), item.title()).stream()
                .filter(other -> !isTwin(frame, item, other))
                .anyMatch(other -> item.kind() == ItemKind.DATA_SOURCE
                        || other.place().folderUid().equals(placed.folderUid()));
        return taken
                ? step(placed, Action.CONFLICT, "another " + item.kind().text() + " has this title here", null)
                : step(placed, Action.CREATE, "", null);
    }

    private static boolean isTwin(Frame frame, Item item, Pending other) {
        return item.kind() == ItemKind.DASHBOARD
                ? frame.uids().backsUp(other.uid(), item.title())
                : frame.manifest()
                        .item(item.kind(), other.uid())
                        .filter(twin -> twin.title().equals(item.title()))
                        .isPresent();
    }

    private static Step existing(Frame frame, Placed placed, Draft there) {
        RestoreRequest request = frame.request();
        Item item = placed.item();
        boolean sameContent = sameContent(frame, placed, there);
        boolean samePlace = there.place().folderUid().equals(placed.folderUid());
        if (sameContent && samePlace) {
            return frame.secrets().renews(item) && !there.provisioned()
                    ? step(placed, Action.UPDATE, "its secrets are taken from Key Vault", there.version())
                    : step(placed, Action.UNCHANGED, "", there.version());
        }
        if (item.kind() == ItemKind.NOTIFICATION_POLICY && Receivers.isFirst(there.content())) {
            return step(placed, Action.UPDATE, "there are only the policies that Grafana begins with", null);
        }
        if (frame.rules() != null && MonitorReader.isNew(there)) {
            return step(placed, Action.UPDATE, "there is only the empty dashboard of a new resource", there.version());
        }
        if (there.provisioned()) {
            return step(placed, Action.CONFLICT, "it is provisioned from a file on the server", there.version());
        }
        String what = sameContent ? "it is in another folder now" : changed(item, there);
        return request.overwrite()
                ? step(placed, Action.UPDATE, what, there.version())
                : step(placed, Action.CONFLICT, what + "; overwrite would replace it", there.version());
    }

    /** Compares as the restorer does when it reads back, so that what it restored is unchanged the next time. */
    private static boolean sameContent(Frame frame, Placed placed, Draft there) {
        Item item = placed.item();
        if (Content.of(there.content()).sha256().equals(item.sha256())) {
            return true;
        }
        return frame.contents()
                .read(item)
                .filter(json -> frame.sources().rewrite(json) instanceof ObjectNode content
                        && Placement.obstacle(content).isEmpty()
                        && SameContent.same(
                                Placement.in(placed.folderUid(), placed.uid(), item.kind(), content),
                                withoutSecrets(item, there.content())))
                .isPresent();
    }

    /** Another version of Grafana may show what is a secret to the one that was backed up. */
    private static JsonNode withoutSecrets(Item item, JsonNode there) {
        return ItemWriter.isAlerting(item.kind()) ? Redaction.without(there, item.secrets()) : there;
    }

    private static String changed(Item item, Draft there) {
        String versions = item.version() == null || there.version() == null
                ? ""
                : " (version " + there.version() + ", the backup has " + item.version() + ")";
        String by = there.updatedBy() == null ? "" : ", by " + there.updatedBy();
        return "it has changed since the backup" + versions + by;
    }

    private static SourceMapping sources(Manifest manifest, Contents contents, Live live) {
        List<SourceMapping.Named> backedUp = manifest.items().stream()
                .filter(item -> item.kind() == ItemKind.DATA_SOURCE)
                .map(item -> named(item.uid(), item.title(), contents.read(item)))
                .toList();
        List<SourceMapping.Named> there = live.all(ItemKind.DATA_SOURCE).stream()
                .map(source -> named(
                        source.uid(),
                        source.title(),
                        Optional.of(source.read().get().content())))
                .toList();
        return SourceMapping.between(backedUp, there);
    }

    private static SourceMapping.Named named(String uid, String name, Optional<JsonNode> content) {
        return new SourceMapping.Named(
                uid, name, content.map(source -> source.path("type").asText("")).orElse(""));
    }

    private static Step step(Placed placed, Action action, String reason, @Nullable Long liveVersion) {
        return new Step(placed.item(), action, reason, placed.uid(), placed.folderUid(), liveVersion, List.of());
    }
}
