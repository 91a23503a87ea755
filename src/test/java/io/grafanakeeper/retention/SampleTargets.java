package io.grafanakeeper.retention;

import io.grafanakeeper.settings.Auth;
import io.grafanakeeper.settings.BackupSettings;
import io.grafanakeeper.settings.FolderFilter;
import io.grafanakeeper.settings.Include;
import io.grafanakeeper.settings.Kind;
import io.grafanakeeper.settings.Retention;
import io.grafanakeeper.settings.Target;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;

/** Makes targets for tests of what happens to their backups. */
public final class SampleTargets {
    private SampleTargets() {}

    /** Returns a target with retention rules, which nobody can reach. */
    public static Target target(String name, Retention rules) {
        return new Target(
                name,
                URI.create("http://127.0.0.1:9"),
                Kind.SELF_HOSTED,
                new Auth.Token("secret"),
                Target.DEFAULT_SCOPE,
                null,
                1,
                null,
                new BackupSettings(EnumSet.allOf(Include.class), new FolderFilter(List.of(), List.of()), rules),
                null,
                null);
    }
}
