package io.grafanakeeper.retention;

import io.grafanakeeper.archive.BackupId;
import io.grafanakeeper.archive.BackupState;
import io.grafanakeeper.archive.BackupSummary;
import io.grafanakeeper.settings.Retention;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Chooses which backups stay:
 *
 * <ul>
 *   <li>of each of the newest N hours, days, ISO weeks and months (UTC, by the time in the id) that have a backup, the newest;
 *   <li>the newest complete one, whatever the rules say;
 *   <li>whatever is younger than an hour.
 * </ul>
 *
 * <p>The first two are applied to complete and partial backups apart, and apart to backups of everything and of single items. So a
 * partial backup takes no place from a complete one, and a backup of one dashboard none from a backup of all; yet a target that is
 * never backed up completely keeps a bounded past too.
 */
final class RetentionChoice {
    private static final Duration YOUNG = Duration.ofHours(1);

    private RetentionChoice() {}

    private record Group(BackupState state, String scope) {}

    /** Returns the ids of the backups that stay. */
    static Set<String> kept(List<BackupSummary> backups, Retention rules, Instant now) {
        Set<String> kept = new HashSet<>();
        backups.stream()
                .filter(backup -> young(backup, now))
                .map(BackupSummary::id)
                .forEach(kept::add);
        Map<Group, List<String>> groups = backups.stream()
                .sorted(Comparator.comparing(BackupSummary::id).reversed())
                .collect(Collectors.groupingBy(
                        backup -> new Group(backup.state(), backup.scope()),
                        Collectors.mapping(BackupSummary::id, Collectors.toList())));
        groups.forEach((group, newestFirst) -> {
            if (group.state() == BackupState.COMPLETE) {
                kept.add(newestFirst.get(0));
            }
            keepByRules(newestFirst, rules, kept);
        });
        return kept;
    }

    private static void keepByRules(List<String> newestFirst, Retention rules, Set<String> kept) {
        keepNewest(newestFirst, rules.hourly(), time -> time.truncatedTo(ChronoUnit.HOURS), kept);
        keepNewest(newestFirst, rules.daily(), ZonedDateTime::toLocalDate, kept);
        keepNewest(newestFirst, rules.weekly(), RetentionChoice::monday, kept);
        keepNewest(newestFirst, rules.monthly(), YearMonth::from, kept);
    }

    /** Keeps the newest backup of each of the newest periods that have one. */
    private static void keepNewest(
            List<String> newestFirst, int periods, Function<ZonedDateTime, Object> period, Set<String> kept) {
        Set<Object> seen = new HashSet<>();
        for (String id : newestFirst) {
            if (seen.size() == periods) {
                return;
            }
            if (seen.add(period.apply(BackupId.time(id).atZone(ZoneOffset.UTC)))) {
                kept.add(id);
            }
        }
    }

    private static Object monday(ZonedDateTime time) {
        return time.toLocalDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    /** Looks at the end as well: an import has the time of the past it brings. */
    private static boolean young(BackupSummary backup, Instant now) {
        Instant limit = now.minus(YOUNG);
        return BackupId.time(backup.id()).isAfter(limit) || backup.finished().isAfter(limit);
    }
}
