package io.grafanakeeper.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.archive.BackupState;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.downloads.Download;
import io.grafanakeeper.downloads.MemoryDownloads;
import io.grafanakeeper.runs.FreeLocks;
import io.grafanakeeper.runs.InMemoryRunStore;
import io.grafanakeeper.runs.ProblemException;
import io.grafanakeeper.runs.Run;
import io.grafanakeeper.runs.RunState;
import io.grafanakeeper.settings.Kind;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Imports archives of ours; those of other tools are in {@link ForeignImportTest}. */
class ImportJobTest {
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);

    private final MemoryBackups origin = new MemoryBackups();
    private final MemoryBackups store = new MemoryBackups();
    private final InMemoryRunStore runs = new InMemoryRunStore();
    private final List<Run> told = new ArrayList<>();
    private final ImportJob job = new ImportJob(store, new FreeLocks(true), runs, told::add, NOW);

    @Test
    void bringsBackTheSameItemsWithTheSameHashes() {
        Manifest exported = new Backups(origin).withOneOfEach().manifest();
        Imported imported = job.run(request(archive(exported, false), false));
        Manifest manifest = imported.manifest();
        assertEquals(exported.items(), manifest.items());
        assertEquals(exported.started(), manifest.started());
        assertEquals(exported.finished(), manifest.finished());
        assertEquals("11.2.0", manifest.grafanaVersion());
        assertEquals(exported.notOffered(), manifest.notOffered());
        assertEquals(BackupState.COMPLETE, manifest.state());
        assertTrue(manifest.id().startsWith("20260301T060000Z-"));
        assertEquals(exported.items().size(), imported.newObjects());
        for (Item item : exported.items()) {
            assertEquals(text(origin, "demo", item), text(store, "other", item));
        }
    }

    @Test
    void recordsTheRunThatMadeIt() {
        Manifest exported = new Backups(origin).withOneOfEach().manifest();
        Manifest manifest = job.run(request(archive(exported, false), false)).manifest();
        Run run = runs.run(manifest.run());
        assertEquals(RunState.SUCCEEDED, run.state());
        assertEquals(List.of(run.id()), told.stream().map(Run::id).toList());
    }

    @Test
    void makesOneBackupOfAnArchiveThatComesTwice() {
        byte[] archive = archive(new Backups(origin).withOneOfEach().manifest(), false);
        Imported first = job.run(request(archive, false));
        Imported second = job.run(request(archive, false));
        assertEquals(first.manifest(), second.manifest());
        assertEquals(0, second.newObjects());
        assertEquals(1, store.manifests());
        assertEquals(1, runs.size());
    }

    @Test
    void makesAnotherBackupOfAnotherContentOfTheSameTime() {
        Manifest one = new Backups(origin)
                .with(ItemKind.DASHBOARD, "a", "A", "", "", "{\"a\":1}")
                .manifest();
        Manifest two = new Backups(new MemoryBackups()).manifest();
        assertEquals(one.id(), two.id());
        MemoryBackups other = new MemoryBackups();
        Manifest changed = new Backups(other)
                .with(ItemKind.DASHBOARD, "a", "A", "", "", "{\"a\":2}")
                .manifest();
        String first = job.run(request(archive(one, false), false)).manifest().id();
        byte[] archive = whole(new Exporter(other, new MemoryDownloads()).export(changed, false));
        assertNotEquals(first, job.run(request(archive, false)).manifest().id());
    }

    @Test
    void takesTheTimeThatIsAskedForAndRefusesTheFuture() {
        byte[] archive = archive(new Backups(origin).withOneOfEach().manifest(), false);
        ImportRequest past = new ImportRequest(
                "other", Kind.MANAGED, source(archive), Optional.of(Instant.parse("2020-01-01T00:00:00Z")), false);
        assertTrue(job.run(past).manifest().id().startsWith("20200101T000000Z-"));
        ImportRequest future = new ImportRequest(
                "other", Kind.MANAGED, source(archive), Optional.of(Instant.parse("2027-01-01T00:00:00Z")), false);
        assertTrue(refusal(future).contains("in the future"));
    }

    @Test
    void readsOurArchiveAfterSomebodyPackedItAnewInAnotherOrder() {
        Manifest exported = new Backups(origin).withOneOfEach().manifest();
        Tars again = new Tars();
        Map<String, String> files = Tars.open(archive(exported, false));
        files.entrySet().stream()
                .sorted(Map.Entry.<String, String>comparingByKey().reversed())
                .forEach(file -> again.file("./" + file.getKey(), file.getValue()));
        assertEquals(
                exported.items(),
                job.run(request(again.tar(), false)).manifest().items());
    }

    @Test
    void keepsWhatAPartialExportHadToLeaveOutAsFailures() {
        Manifest exported = new Backups(origin).withOneOfEach().manifest();
        origin.damage(exported.item(ItemKind.DASHBOARD, "dns").orElseThrow().sha256());
        Manifest manifest = job.run(request(archive(exported, true), false)).manifest();
        assertEquals(BackupState.PARTIAL, manifest.state());
        assertEquals(exported.items().size() - 1, manifest.items().size());
        assertEquals("dns", manifest.failures().get(0).uid());
    }

    @Test
    void refusesAChangedAnUnknownAndAMissingFileByNameAndWritesNothing() {
        byte[] archive = tampered();
        String words = refusal(request(archive, false));
        assertTrue(words.contains("Network/DNS__dns.json: its content is none"), words);
        assertTrue(words.contains("readme.json: its content is none"), words);
        assertTrue(words.contains("dashboard dns: manifest.json names it"), words);
        assertTrue(words.contains("broken.json: it is not JSON at line 1"), words);
        assertEquals(0, store.objects());
        assertEquals(0, runs.size());
    }

    @Test
    void leavesThemOutWhenAskedTo() {
        Imported imported = job.run(request(tampered(), true));
        Manifest manifest = imported.manifest();
        assertEquals(BackupState.PARTIAL, manifest.state());
        assertEquals(6, manifest.items().size());
        assertEquals(4, imported.refused().size());
        assertEquals(1, manifest.failures().size());
        assertEquals(6, store.objects());
    }

    @Test
    void refusesAnUnknownLayoutAndTellsTheKnownOnes() {
        String words = refusal(request(new Tars().file("notes/todo.md", "hello").gzip(), false));
        assertTrue(words.contains("no layout that is known") && words.contains("notes/todo.md"), words);
        assertTrue(refusal(request(new Tars().gzip(), false)).contains("it holds nothing"));
    }

    @Test
    void refusesJsonThatWouldFillTheMemory() {
        String bomb = "{\"a\":[" + "[],".repeat(2_000_000) + "[]]}";
        String words = refusal(request(
                new Tars().file("dashboards/202001010000/b.dashboard", bomb).tar(), false));
        assertTrue(words.contains("b.dashboard: more than 3 million JSON values"), words);
        String manifest = refusal(request(new Tars().file("manifest.json", bomb).tar(), false));
        assertTrue(manifest.contains("manifest.json (more JSON values in one than"), manifest);
        Tars ours = new Tars().file("missing.json", bomb);
        Tars.open(archive(new Backups(origin).withOneOfEach().manifest(), false))
                .forEach(ours::file);
        String missing = refusal(request(ours.tar(), false));
        assertTrue(missing.contains("missing.json: more than 3 million JSON values"), missing);
        String deep = "[".repeat(100_000);
        assertTrue(refusal(request(
                        new Tars()
                                .file("dashboards/202001010000/d.dashboard", deep)
                                .tar(),
                        false))
                .contains("d.dashboard: "));
    }

    private byte[] tampered() {
        Manifest exported = new Backups(origin).withOneOfEach().manifest();
        Tars tars = new Tars();
        Tars.open(archive(exported, false)).forEach((name, content) -> {
            boolean dns = name.endsWith("dns.json");
            tars.file(name, dns ? content.replace("1.0", "1.00") : content);
        });
        return tars.file("readme.json", "{}").file("broken.json", "{\"a\":").gzip();
    }

    private String refusal(ImportRequest request) {
        return String.valueOf(
                assertThrows(ProblemException.class, () -> job.run(request)).getMessage());
    }

    private byte[] archive(Manifest manifest, boolean partial) {
        return whole(new Exporter(origin, new MemoryDownloads()).export(manifest, partial));
    }

    private static byte[] whole(Download exported) {
        return assertInstanceOf(Download.Whole.class, exported).bytes();
    }

    private static ImportRequest request(byte[] archive, boolean partial) {
        return new ImportRequest("other", Kind.SELF_HOSTED, source(archive), Optional.empty(), partial);
    }

    private static ArchiveSource source(byte[] archive) {
        return () -> new ByteArrayInputStream(archive);
    }

    private static String text(MemoryBackups store, String target, Item item) {
        return new String(store.readObject(target, item.sha256()).orElseThrow(), StandardCharsets.UTF_8);
    }
}
