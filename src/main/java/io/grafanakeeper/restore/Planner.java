package io.grafanakeeper.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.archive.BackupStore;
import io.grafanakeeper.archive.Content;
import io.grafanakeeper.archive.CorruptObjectException;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.concurrent.Parallel;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.inventory.Draft;
import io.grafanakeeper.inventory.Pending;
import io.grafanakeeper.inventory.SameContent;
import io.grafanakeeper.json.LosslessJson;
import io.grafanakeeper.runs.ServiceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    private static final String REDACTED = "[REDACTED]";
    private static final String FIRST_RECEIVER = "grafana-default-email";
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
    Plan plan(RestoreRequest request, Manifest manifest, String to, GrafanaClient grafana) {
        List<Item> selected = request.select().from(manifest.items()).stream()
                .sorted(Comparator.comparing(item -> ORDER.indexOf(item.kind())))
                .toList();
        Set<ItemKind> kinds = EnumSet.of(ItemKind.FOLDER);
        selected.forEach(item -> kinds.add(item.kind()));
        boolean elsewhere = !to.equals(manifest.target());
        if (elsewhere) {
            kinds.add(ItemKind.DATA_SOURCE);
        }
        Live live = Live.list(grafana, kinds);
        SourceMapping sources = elsewhere ? sources(manifest, live) : SourceMapping.NONE;
        UnderFolder under = UnderFolder.find(request.folder(), live);
        FolderPlan folders = new FolderPlan(
                live.folders(),
                manifest.items().stream()
                        .filter(item -> item.kind() == ItemKind.FOLDER)
                        .toList(),
                selected.stream()
                        .filter(item -> item.kind() == ItemKind.FOLDER)
                        .map(Item::uid)
                        .collect(Collectors.toSet()),
                under.uid(),
                live.nested(),
                request.overwrite());
        List<Step> others = others(request, manifest, selected, live, sources, folders, grafana.concurrency());
        List<Step> steps = new ArrayList<>(under.steps());
        steps.addAll(folders.steps());
        steps.addAll(others);
        return new Plan(manifest, to, steps, sources);
    }

    private List<Step> others(
            RestoreRequest request,
            Manifest manifest,
            List<Item> selected,
            Live live,
            SourceMapping sources,
            FolderPlan folders,
            int concurrency) {
        List<Placed> placed = new ArrayList<>();
        for (Item item : selected) {
            if (item.kind() == ItemKind.FOLDER) {
                folders.decide(item);
            } else {
                placed.add(new Placed(item, folders.place(item.folderUid(), item.folderPath())));
            }
        }
        return Parallel.map(placed, concurrency, one -> {
            if (System.nanoTime() > deadline) {
                throw new ServiceException(
                        "Restore",
                        "the plan takes longer than a request may; narrow it with select, or say apply: true, which plans in"
                                + " the background",
                        false,
                        null);
            }
            return decide(request, manifest, one, live, sources);
        });
    }

    private record Placed(Item item, String folderUid) {}

    private Step decide(RestoreRequest request, Manifest manifest, Placed placed, Live live, SourceMapping sources) {
        Item item = placed.item();
        if (!live.offers(item.kind())) {
            return step(
                    placed, Action.SKIPPED, "this Grafana has no " + item.kind().text() + "s", null);
        }
        if (item.kind() == ItemKind.DATA_SOURCE && sources.uids().containsKey(item.uid())) {
            return step(placed, Action.UNCHANGED, "the data source of the same name and type is used", null);
        }
        Optional<Pending> there = live.item(item.kind(), item.uid());
        Step step = there.isPresent()
                ? existing(request, manifest, placed, there.get().read().get(), sources)
                : missing(manifest, placed, live);
        boolean tooOld = live.major() > 0 && live.major() < OWN_PANEL_UIDS_SINCE;
        if (tooOld && item.kind() == ItemKind.LIBRARY_PANEL && step.action().writes()) {
            return step(placed, Action.SKIPPED, "Grafana before 8 gives library panels uids of its own", null);
        }
        return withSecrets(request, manifest, step);
    }

    /** A namesake that the backup holds too is no stranger: Grafana let both have the title. */
    private static Step missing(Manifest manifest, Placed placed, Live live) {
        Item item = placed.item();
        boolean taken = live.namesakes(item.kind(), item.title()).stream()
                .filter(other -> manifest.item(item.kind(), other.uid())
                        .filter(twin -> twin.title().equals(item.title()))
                        .isEmpty())
                .anyMatch(other -> item.kind() == ItemKind.DATA_SOURCE
                        || other.place().folderUid().equals(placed.folderUid()));
        return taken
                ? step(placed, Action.CONFLICT, "another " + item.kind().text() + " has this title here", null)
                : step(placed, Action.CREATE, "", null);
    }

    private Step existing(
            RestoreRequest request, Manifest manifest, Placed placed, Draft there, SourceMapping sources) {
        Item item = placed.item();
        boolean sameContent = sameContent(manifest.target(), placed, there, sources);
        boolean samePlace = there.place().folderUid().equals(placed.folderUid());
        if (sameContent && samePlace) {
            return request.secrets().containsKey(item.uid()) && !there.provisioned()
                    ? step(placed, Action.UPDATE, "its secrets are taken from Key Vault", there.version())
                    : step(placed, Action.UNCHANGED, "", there.version());
        }
        if (item.kind() == ItemKind.NOTIFICATION_POLICY && isFirst(there.content())) {
            return step(placed, Action.UPDATE, "there are only the policies that Grafana begins with", null);
        }
        if (there.provisioned()) {
            return step(placed, Action.CONFLICT, "it is provisioned from a file on the server", there.version());
        }
        String what = sameContent ? "it is in another folder now" : changed(item, there);
        return request.overwrite()
                ? step(placed, Action.UPDATE, what, there.version())
                : step(placed, Action.CONFLICT, what + "; overwrite would replace it", there.version());
    }

    private static boolean isFirst(JsonNode policies) {
        return policies.path("routes").isEmpty()
                && policies.path("receiver").asText().equals(FIRST_RECEIVER);
    }

    /** Compares as the restorer does when it reads back, so that what it restored is unchanged the next time. */
    private boolean sameContent(String target, Placed placed, Draft there, SourceMapping sources) {
        Item item = placed.item();
        if (Content.of(there.content()).sha256().equals(item.sha256())) {
            return true;
        }
        return read(target, item)
                .filter(bytes -> sources.rewrite(parse(bytes)) instanceof ObjectNode content
                        && SameContent.same(Placement.in(placed.folderUid(), item.kind(), content), there.content()))
                .isPresent();
    }

    private static String changed(Item item, Draft there) {
        String versions = item.version() == null || there.version() == null
                ? ""
                : " (version " + there.version() + ", the backup has " + item.version() + ")";
        String by = there.updatedBy() == null ? "" : ", by " + there.updatedBy();
        return "it has changed since the backup" + versions + by;
    }

    private Step withSecrets(RestoreRequest request, Manifest manifest, Step step) {
        if (!step.action().writes()) {
            return step;
        }
        Item item = step.item();
        if (item.kind() == ItemKind.CONTACT_POINT && redacted(manifest.target(), item)) {
            return new Step(
                    item,
                    Action.SKIPPED,
                    "it holds secrets that Grafana does not give; enter it again by hand",
                    step.folderUid(),
                    null);
        }
        Set<String> given = request.secrets().getOrDefault(item.uid(), Map.of()).keySet();
        // Grafana keeps the secrets of a data source that is there; only one that is made anew has none.
        List<String> toEnter = step.action() == Action.UPDATE
                ? List.of()
                : item.secrets().stream().filter(name -> !given.contains(name)).toList();
        return new Step(item, step.action(), step.reason(), step.uid(), step.folderUid(), step.liveVersion(), toEnter);
    }

    private boolean redacted(String target, Item item) {
        return read(target, item)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8).contains(REDACTED))
                .orElse(false);
    }

    /** Reads an object; one that is missing or corrupt is told when it is to be written, by name. */
    private Optional<byte[]> read(String target, Item item) {
        try {
            return store.readObject(target, item.sha256());
        } catch (CorruptObjectException e) {
            return Optional.empty();
        }
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            return LosslessJson.read(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("an object of the right hash is JSON", e);
        }
    }

    private SourceMapping sources(Manifest manifest, Live live) {
        List<SourceMapping.Named> backedUp = manifest.items().stream()
                .filter(item -> item.kind() == ItemKind.DATA_SOURCE)
                .map(item -> named(
                        item.uid(), item.title(), read(manifest.target(), item).map(Planner::parse)))
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
        return new Step(placed.item(), action, reason, placed.folderUid(), liveVersion);
    }
}
