package io.grafanakeeper.settings;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Describes a query that is run on a schedule and whose rows are kept.
 *
 * @param schedule NCRONTAB with six fields, in UTC, that {@link io.grafanakeeper.windows.NcronTab} reads
 * @param timezone the zone of the window's days and weeks
 * @param check an expression over the result that must hold, null for none; not parsed here
 * @param notifySecret the Key Vault secret that holds the URL to tell about a failed check, null for none
 */
public record QuerySettings(
        String name,
        String target,
        String schedule,
        Window window,
        ZoneId timezone,
        QuerySource source,
        ResultFormat format,
        CatchUp catchUp,
        @Nullable String check,
        @Nullable String notifySecret) {}
