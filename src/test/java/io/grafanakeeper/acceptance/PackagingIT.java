package io.grafanakeeper.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** Looks at the folder that is deployed. */
final class PackagingIT {
    private static final long MOST_BYTES = 20 * 1024 * 1024;
    private static final Path STAGING = Path.of(System.getProperty("function.staging"));

    /** Every HTTP function as DESIGN.md has it: method, route, level. */
    private static final Map<String, String> ROUTES = Map.ofEntries(
            Map.entry("Health", "GET health ANONYMOUS"),
            Map.entry("OpenApi", "GET openapi.json FUNCTION"),
            Map.entry("ListTargets", "GET targets FUNCTION"),
            Map.entry("CheckTarget", "GET targets/{target}/check FUNCTION"),
            Map.entry("StartBackup", "POST targets/{target}/backups FUNCTION"),
            Map.entry("ListBackups", "GET targets/{target}/backups FUNCTION"),
            Map.entry("GetBackup", "GET targets/{target}/backups/{id} FUNCTION"),
            Map.entry("GetBackupItem", "GET targets/{target}/backups/{id}/items/{kind}/{uid} FUNCTION"),
            Map.entry("ExportBackup", "GET targets/{target}/backups/{id}/archive FUNCTION"),
            Map.entry("VerifyBackup", "POST targets/{target}/backups/{id}/verify FUNCTION"),
            Map.entry("DiffBackups", "GET targets/{target}/diff FUNCTION"),
            Map.entry("StartRestore", "POST targets/{target}/restores FUNCTION"),
            Map.entry("ImportBackup", "POST targets/{target}/imports FUNCTION"),
            Map.entry("ApplyRetention", "POST targets/{target}/retention FUNCTION"),
            Map.entry("ListCredentials", "GET credentials FUNCTION"),
            Map.entry("StartRotation", "POST credentials/{name}/rotations FUNCTION"),
            Map.entry("ListQueries", "GET queries FUNCTION"),
            Map.entry("StartQuery", "POST queries/{name}/runs FUNCTION"),
            Map.entry("GetResults", "GET queries/{name}/results FUNCTION"),
            Map.entry("SaveDashboard", "POST targets/{target}/dashboards FUNCTION"),
            Map.entry("DeleteDashboard", "DELETE targets/{target}/dashboards/{uid} FUNCTION"),
            Map.entry("ListDashboardVersions", "GET targets/{target}/dashboards/{uid}/versions FUNCTION"),
            Map.entry("GetDashboardVersion", "GET targets/{target}/dashboards/{uid}/versions/{version} FUNCTION"),
            Map.entry(
                    "RestoreDashboardVersion",
                    "POST targets/{target}/dashboards/{uid}/versions/{version}/restore FUNCTION"),
            Map.entry("SetUpOrg", "POST targets/{target}/orgs FUNCTION"),
            Map.entry("Webhook", "POST webhooks/{target} ANONYMOUS"),
            Map.entry("GetRun", "GET runs/{id} FUNCTION"));

    @Test
    void stagesEveryFunctionWithItsRouteAndLevel() throws IOException {
        Map<String, String> routes = new HashMap<>();
        for (Path file : functionFiles()) {
            JsonNode function = new ObjectMapper().readTree(file.toFile());
            for (JsonNode binding : function.path("bindings")) {
                if (binding.path("type").asText().equals("httpTrigger")) {
                    routes.put(
                            String.valueOf(file.getName(file.getNameCount() - 2)),
                            binding.path("methods").path(0).asText() + " "
                                    + binding.path("route").asText() + " "
                                    + binding.path("authLevel").asText());
                }
            }
        }
        assertEquals(new TreeMap<>(ROUTES), new TreeMap<>(routes));
    }

    @Test
    void stagesTheScheduleAndTheWorkerOnTheirSettings() throws IOException {
        JsonNode schedule = binding("BackupSchedule", "timerTrigger");
        assertEquals("%BACKUP_SCHEDULE%", schedule.path("schedule").asText());
        JsonNode worker = binding("BackupWorker", "queueTrigger");
        assertEquals("backup-jobs", worker.path("queueName").asText());
        assertEquals("AzureWebJobsStorage", worker.path("connection").asText());
    }

    @Test
    void staysUnderTwentyMegabytesWithoutTheSameClassTwice() throws IOException {
        long bytes = 0;
        Map<String, String> owners = new HashMap<>();
        for (Path jar : jars()) {
            bytes += Files.size(jar);
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                zip.stream()
                        .map(entry -> entry.getName())
                        .filter(name -> name.endsWith(".class") && !name.endsWith("module-info.class"))
                        .forEach(name -> {
                            String other = owners.put(name, jar.getFileName().toString());
                            assertTrue(other == null, () -> name + " is in " + other + " and in " + jar.getFileName());
                        });
            }
        }
        assertTrue(bytes < MOST_BYTES, "the class path is " + bytes + " bytes");
    }

    @Test
    void stagesTheHostFileAndNoSecret() throws IOException {
        assertTrue(Files.exists(STAGING.resolve("host.json")));
        JsonNode bundle = new ObjectMapper()
                .readTree(STAGING.resolve("host.json").toFile())
                .path("extensionBundle");
        assertEquals("[4.0.0, 5.0.0)", bundle.path("version").asText());
    }

    private static JsonNode binding(String function, String type) throws IOException {
        JsonNode json = new ObjectMapper()
                .readTree(STAGING.resolve(function).resolve("function.json").toFile());
        for (JsonNode binding : json.path("bindings")) {
            if (binding.path("type").asText().equals(type)) {
                return binding;
            }
        }
        throw new AssertionError(function + " has no " + type);
    }

    private static List<Path> functionFiles() throws IOException {
        return find("function.json");
    }

    private static List<Path> jars() throws IOException {
        return find(".jar");
    }

    private static List<Path> find(String end) throws IOException {
        try (Stream<Path> files = Files.walk(STAGING)) {
            return files.filter(file -> file.toString().endsWith(end)).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
