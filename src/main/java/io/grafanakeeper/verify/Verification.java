package io.grafanakeeper.verify;

import io.grafanakeeper.archive.BackupStore;
import io.grafanakeeper.archive.CorruptObjectException;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.archive.References;
import io.grafanakeeper.concurrent.Parallel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Verifies one backup: reads every object that its manifest names, unpacks it and holds its hash against its name; then looks for
 * objects of the target that no manifest names. Ends when its time is up and says what it has not looked at.
 */
final class Verification {
    private static final int THREADS = 8;

    private final BackupStore store;
    private final Clock clock;
    private final Duration budget;

    /**
     * Creates verifications.
     *
     * @param budget how long one may take
     */
    Verification(BackupStore store, Clock clock, Duration budget) {
        this.store = store;
        this.clock = clock;
        this.budget = budget;
    }

    private record Checked(Finding finding, long bytes) {}

    /** Verifies a backup. */
    VerificationReport verify(Manifest manifest) {
        Instant started = clock.instant();
        BooleanSupplier inTime = () -> clock.instant().isBefore(started.plus(budget));
        VerificationReport report = new VerificationReport(manifest.id(), started);
        Map<String, List<Item>> objects = manifest.items().stream()
                .collect(Collectors.groupingBy(Item::sha256, LinkedHashMap::new, Collectors.toList()));
        List<String> hashes = List.copyOf(objects.keySet());
        List<Checked> checked = Parallel.map(hashes, THREADS, hash -> check(manifest.target(), hash, inTime));
        for (int i = 0; i < hashes.size(); i++) {
            report.object(
                    objects.getOrDefault(hashes.get(i), List.of()),
                    checked.get(i).finding(),
                    checked.get(i).bytes());
        }
        findExtra(manifest.target(), inTime, report);
        report.took(Duration.between(started, clock.instant()));
        return report;
    }

    private Checked check(String target, String hash, BooleanSupplier inTime) {
        if (!inTime.getAsBoolean()) {
            return new Checked(Finding.UNCHECKED, 0);
        }
        try {
            return store.readObject(target, hash)
                    .map(content -> new Checked(Finding.SOUND, content.length))
                    .orElse(new Checked(Finding.MISSING, 0));
        } catch (CorruptObjectException e) {
            return new Checked(Finding.CORRUPT, 0);
        }
    }

    private void findExtra(String target, BooleanSupplier inTime, VerificationReport report) {
        References references = new References(store, target, Set.of());
        if (readAll(references, inTime)) {
            store.listObjects(target, object -> {
                if (!references.names(object.sha256())) {
                    report.extra(object);
                }
            });
            report.extraChecked();
        }
    }

    /** Reads all manifests; false if one is left, for want of time or since it is damaged: it may name any object. */
    private static boolean readAll(References references, BooleanSupplier inTime) {
        try {
            return references.refresh(inTime);
        } catch (CorruptObjectException e) {
            return false;
        }
    }
}
