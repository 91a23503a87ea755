package io.grafanakeeper.sandbox.grafana;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Gives every part of the fake server what is common to all: its flavour, its time, its numbers and its names. */
final class World {
    /** Names what is numbered; folders are numbered among the dashboards, service accounts among the users. */
    enum Table {
        DASHBOARD,
        VERSION,
        USER,
        ORG,
        KEY,
        DATA_SOURCE,
        LIBRARY,
        ANNOTATION,
        ALERTING
    }

    /** Is where Grafana 13's ids begin: above an int, below what a double holds. */
    private static final long LONG_IDS = 1_184_708_568_670_208L;

    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private final Flavour flavour;
    private final Clock clock;
    private final LegacyReadOfV2 legacyReadOfV2;
    private final String preferredVersion;
    private final long maxSecondsToLive;
    private final boolean monitor;
    private final boolean libraryByFolderNumber;
    private final SplittableRandom random = new SplittableRandom(20_261_123);
    private final Map<Table, AtomicLong> ids = new EnumMap<>(Table.class);
    private final AtomicLong resourceVersions = new AtomicLong(1_785_186_153_918_940L);

    World(
            Flavour flavour,
            Clock clock,
            LegacyReadOfV2 legacyReadOfV2,
            String preferredVersion,
            long maxSecondsToLive,
            boolean monitor,
            boolean libraryByFolderNumber) {
        this.flavour = flavour;
        this.clock = clock;
        this.legacyReadOfV2 = legacyReadOfV2;
        this.preferredVersion = preferredVersion;
        this.maxSecondsToLive = maxSecondsToLive;
        this.monitor = monitor;
        this.libraryByFolderNumber = libraryByFolderNumber;
        for (Table table : Table.values()) {
            boolean big = table == Table.DASHBOARD && flavour.atLeast(13);
            ids.put(table, new AtomicLong(big ? LONG_IDS : 0));
        }
    }

    Flavour flavour() {
        return flavour;
    }

    LegacyReadOfV2 legacyReadOfV2() {
        return legacyReadOfV2;
    }

    /** Gives the version that the Kubernetes-style API of dashboards prefers; empty for that of the flavour. */
    String preferredVersion() {
        return preferredVersion;
    }

    /** Gives the longest life of a key or token; zero when there is no limit. */
    long maxSecondsToLive() {
        return maxSecondsToLive;
    }

    /** Tells whether this is the data plane of Azure Monitor, whose dashboards are made and deleted elsewhere. */
    boolean monitor() {
        return monitor;
    }

    /** Tells whether library panels name their folder by its number only. */
    boolean libraryByFolderNumber() {
        return libraryByFolderNumber || !flavour.atLeast(8);
    }

    Instant now() {
        return clock.instant();
    }

    static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Gives the next number of a table, which is one for all organisations. */
    long nextId(Table table) {
        AtomicLong last = Objects.requireNonNull(ids.get(table));
        return last.get() >= LONG_IDS ? last.addAndGet(4_194_304) : last.incrementAndGet();
    }

    long nextResourceVersion() {
        return resourceVersions.addAndGet(1009);
    }

    /** Makes a uid in the flavour's manner. */
    synchronized String newUid() {
        return switch (flavour) {
            case V7_5 -> letters(9, ALPHABET.length());
            case V9_5 -> newUuid();
            default -> "abcdef".charAt(random.nextInt(6)) + letters(13, 36);
        };
    }

    synchronized String newUuid() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    /** Makes a secret of letters and digits. */
    synchronized String newSecret(int length) {
        return letters(length, ALPHABET.length());
    }

    private String letters(int length, int alphabet) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(alphabet)));
        }
        return text.toString();
    }
}
