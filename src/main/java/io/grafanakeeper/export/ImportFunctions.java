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
import io.grafanakeeper.runs.Answers;
import io.grafanakeeper.runs.Locks;
import io.grafanakeeper.runs.ProblemException;
import io.grafanakeeper.runs.RequestFields;
import io.grafanakeeper.runs.RunLog;
import io.grafanakeeper.runs.RunStore;
import io.grafanakeeper.runs.Targets;
import io.grafanakeeper.settings.Target;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/** Takes archives in as backups. */
public final class ImportFunctions {
    private static final Pattern BLOB = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*");
    private static final Pattern ARCHIVE = Pattern.compile(".*\\.(tar|tar\\.gz|tgz)");
    private static final int LONGEST_BLOB = 500;
    /** No archive is as short as that; a tar is at least two blocks, an empty gzip has this length. */
    private static final int LONGEST_JSON = 1024;

    private final Function<Logger, ImportJob> jobs;
    private final ImportStore imports;
    private final Targets targets;

    /** Creates the trigger over the stores. */
    public ImportFunctions(
            BackupStore store,
            Locks locks,
            RunStore runs,
            RunLog told,
            ImportStore imports,
            Targets targets,
            Clock clock) {
        this.jobs = log -> new ImportJob(store, locks, runs, run -> told.tell(run, log), clock);
        this.imports = imports;
        this.targets = targets;
    }

    /**
     * Makes a backup of an archive: {@code POST targets/{target}/imports[?at=&partial=&blob=]}.
     *
     * <p>The body is a {@code tar.gz} or {@code tar}, or the JSON {@code {"blob":"<name>"}} that names one in the container {@code
     * keeper-imports}; so does {@code ?blob=<name>} without a body. Any body must be sent as {@code application/octet-stream}, the
     * JSON too: a function gets only such a body as bytes.
     */
    @FunctionName("ImportBackup")
    public HttpResponseMessage importArchive(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.POST,
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "targets/{target}/imports")
                    HttpRequestMessage<Optional<byte[]>> request,
            @BindingName("target") String target,
            ExecutionContext context) {
        return Answers.guard(request, context, () -> {
            Target named = targets.named(target);
            ImportRequest wanted = new ImportRequest(
                    named.name(),
                    named.kind(),
                    source(request),
                    QueryParameters.at(request),
                    QueryParameters.partial(request));
            return Answers.ok(
                    request, jobs.apply(context.getLogger()).run(wanted).json());
        });
    }

    private ArchiveSource source(HttpRequestMessage<Optional<byte[]>> request) {
        byte[] body = request.getBody().orElse(new byte[0]);
        String blob = request.getQueryParameters().get("blob");
        if (blob != null && body.length == 0) {
            return blob(blob);
        }
        if (body.length == 0 || blob != null) {
            throw ProblemException.badRequest(
                    "archive",
                    "send either an archive or the name of a blob",
                    List.of("a tar.gz as application/octet-stream", "{\"blob\":\"<name>\"}", "?blob=<name>"));
        }
        boolean json = body.length <= LONGEST_JSON && body[0] == '{';
        return json ? blob(name(body)) : () -> new ByteArrayInputStream(body);
    }

    private static String name(byte[] json) {
        return RequestFields.of(new String(json, StandardCharsets.UTF_8), LONGEST_JSON)
                .only(List.of("blob"))
                .need("blob");
    }

    private ArchiveSource blob(String name) {
        if (name.length() > LONGEST_BLOB
                || !BLOB.matcher(name).matches()
                || !ARCHIVE.matcher(name).matches()) {
            throw ProblemException.badRequest(
                    "blob",
                    "this is not the name of an archive",
                    List.of("letters, digits, '.', '_', '-' and '/', ending in .tar.gz, .tgz or .tar"));
        }
        return () -> imports.open(name)
                .orElseThrow(() -> ProblemException.notFound(
                        "blob", "there is no such blob in the container keeper-imports", List.of()));
    }
}
