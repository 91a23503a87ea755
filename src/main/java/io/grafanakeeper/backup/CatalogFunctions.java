package io.grafanakeeper.backup;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.grafanakeeper.archive.BackupId;
import io.grafanakeeper.archive.BackupStore;
import io.grafanakeeper.archive.BackupSummary;
import io.grafanakeeper.archive.CorruptObjectException;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.archive.ManifestJson;
import io.grafanakeeper.runs.Answers;
import io.grafanakeeper.runs.BackupChoice;
import io.grafanakeeper.runs.ProblemException;
import io.grafanakeeper.runs.Targets;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows what has been backed up. */
public final class CatalogFunctions {
    private static final int DEFAULT_LIMIT = 50;
    private static final int LARGEST_LIMIT = 1000;

    private final BackupStore store;
    private final Targets targets;
    private final BackupChoice choice;

    /** Creates the triggers over the store. */
    public CatalogFunctions(BackupStore store, Targets targets) {
        this.store = store;
        this.targets = targets;
        this.choice = new BackupChoice(store);
    }

    /** Lists the backups of a target, newest first: {@code GET targets/{target}/backups[?before=&limit=]}. */
    @FunctionName("ListBackups")
    public HttpResponseMessage list(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "targets/{target}/backups")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("target") String target,
            ExecutionContext context) {
        return Answers.guard(request, context, () -> {
            String name = targets.named(target).name();
            int limit = limit(request.getQueryParameters().get("limit"));
            String before = before(request.getQueryParameters().get("before"));
            List<BackupSummary> found = store.list(name, before, limit);
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            ArrayNode backups = body.putArray("backups");
            found.forEach(summary -> backups.add(json(summary)));
            body.put("next", found.size() == limit ? found.get(limit - 1).id() : null);
            return Answers.ok(request, body);
        });
    }

    /** Shows a manifest: {@code GET targets/{target}/backups/{id or latest}}. */
    @FunctionName("GetBackup")
    public HttpResponseMessage manifest(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "targets/{target}/backups/{id}")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("target") String target,
            @BindingName("id") String id,
            ExecutionContext context) {
        return Answers.guard(request, context, () -> {
            Manifest manifest = choice.manifest(targets.named(target).name(), id);
            return Answers.ok(request, ManifestJson.write(manifest));
        });
    }

    /** Shows one item as it was: {@code GET targets/{target}/backups/{id or latest}/items/{kind}/{uid}}. */
    @FunctionName("GetBackupItem")
    public HttpResponseMessage item(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "targets/{target}/backups/{id}/items/{kind}/{uid}")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("target") String target,
            @BindingName("id") String id,
            @BindingName("kind") String kind,
            @BindingName("uid") String uid,
            ExecutionContext context) {
        return Answers.guard(request, context, () -> {
            String name = targets.named(target).name();
            ItemKind wanted = kind(kind);
            Manifest manifest = choice.manifest(name, id);
            Item item = manifest.item(wanted, uid)
                    .orElseThrow(() -> ProblemException.notFound(
                            "uid", "backup " + manifest.id() + " has no " + kind + " with this uid", List.of()));
            byte[] content = store.readObject(name, item.sha256())
                    .orElseThrow(() -> new CorruptObjectException(item.sha256(), "it is missing from the store"));
            return Answers.ok(request, content);
        });
    }

    private static ItemKind kind(String text) {
        return ItemKind.of(text)
                .orElseThrow(() -> ProblemException.badRequest(
                        "kind",
                        "there is no such kind of item",
                        Arrays.stream(ItemKind.values()).map(ItemKind::text).toList()));
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        List<String> allowed = List.of("1 to " + LARGEST_LIMIT);
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= LARGEST_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            throw ProblemException.badRequest("limit", "limit is not a whole number", allowed);
        }
        throw ProblemException.badRequest("limit", "limit is out of range", allowed);
    }

    /** Reads a backup's id or a time; ids sort by time. */
    private static @Nullable String before(@Nullable String text) {
        if (text == null || BackupId.valid(text)) {
            return text;
        }
        try {
            return BackupId.of(BackupId.parseTime(text), 0);
        } catch (DateTimeException e) {
            throw ProblemException.badRequest(
                    "before",
                    "before is neither a backup's id nor a time",
                    List.of("a backup's id", "a time such as 2026-11-20T06:00:00Z"));
        }
    }

    private static ObjectNode json(BackupSummary summary) {
        return ManifestJson.put(
                summary.totals(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", summary.id())
                        .put("state", summary.state().text())
                        .put("scope", summary.scope())
                        .put("started", summary.started().toString())
                        .put("finished", summary.finished().toString())
                        .put("grafanaVersion", summary.grafanaVersion())
                        .put("failures", summary.failures()));
    }
}
