package io.grafanakeeper.export;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.grafanakeeper.archive.BackupStore;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.downloads.DownloadStore;
import io.grafanakeeper.runs.Answers;
import io.grafanakeeper.runs.BackupChoice;
import io.grafanakeeper.runs.Targets;
import java.util.Map;
import java.util.Optional;

/** Gives backups out as archives. */
public final class ExportFunctions {
    private final BackupChoice choice;
    private final Exporter exporter;
    private final Targets targets;

    /** Creates the trigger over the stores. */
    public ExportFunctions(BackupStore store, DownloadStore exports, Targets targets) {
        this.choice = new BackupChoice(store);
        this.exporter = new Exporter(store, exports);
        this.targets = targets;
    }

    /**
     * Gives a backup out as {@code tar.gz}: {@code GET targets/{target}/backups/{id or latest}/archive[?partial=true]}. Up to 4 MB
     * it is the answer itself; a larger one is behind the link of a 302.
     */
    @FunctionName("ExportBackup")
    public HttpResponseMessage export(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "targets/{target}/backups/{id}/archive")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("target") String target,
            @BindingName("id") String id,
            ExecutionContext context) {
        return Answers.guard(request, context, () -> {
            boolean partial = QueryParameters.partial(request);
            Manifest manifest = choice.manifest(targets.named(target).name(), id);
            return Answers.download(request, exporter.export(manifest, partial), Map.of());
        });
    }
}
