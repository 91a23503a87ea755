package io.grafanakeeper.backup;

import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.itembackup.ItemBackup;
import io.grafanakeeper.notices.Notice;
import io.grafanakeeper.notices.Notifier;
import io.grafanakeeper.runs.Explanation;
import io.grafanakeeper.runs.Once;
import io.grafanakeeper.runs.Run;
import io.grafanakeeper.settings.Target;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Tells people what a backup found changed, or that it failed; at most once a run, and only where the target has {@code notify}. */
public final class BackupNotice {
    private final Notifier notifier;
    private final Once once;
    private final UnaryOperator<String> vault;

    /**
     * Creates the notices.
     *
     * @param once remembers what was told
     * @param vault reads Key Vault secrets
     */
    public BackupNotice(Notifier notifier, Once once, UnaryOperator<String> vault) {
        this.notifier = notifier;
        this.once = once;
        this.vault = vault;
    }

    /** Tells of a backup that was made and says what became of the message; empty if nobody wants one. */
    Optional<String> made(Target target, Run run, Manifest manifest, ItemBackup backups) {
        String secret = target.notifySecret();
        if (secret == null) {
            return Optional.empty();
        }
        try {
            Manifest before = backups.newestWhole(target.name(), manifest.id()).orElse(null);
            return Optional.of(BackupReport.of(target, manifest, before)
                    .map(notice -> post(secret, run, notice))
                    .orElse("nothing changed"));
        } catch (RuntimeException e) {
            // The backup exists, so this is only noted.
            return Optional.of("failed: " + Explanation.of(e).text());
        }
    }

    /** Tells of a run that failed for good and says what became of the message; empty if nobody wants one. */
    Optional<String> failed(Target target, Run run, String why) {
        String secret = target.notifySecret();
        if (secret == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(post(secret, run, BackupReport.failed(target, run.id(), why)));
        } catch (RuntimeException e) {
            // Why the run failed is more than that nobody was told.
            return Optional.of("failed: " + Explanation.of(e).text());
        }
    }

    private String post(String secret, Run run, Notice notice) {
        if (!once.first("backup/" + run.id())) {
            return "before";
        }
        notifier.post(() -> vault.apply(secret), notice);
        return "now";
    }
}
