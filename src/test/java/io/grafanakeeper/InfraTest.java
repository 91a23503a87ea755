package io.grafanakeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.azure.functions.annotation.EventGridTrigger;
import com.microsoft.azure.functions.annotation.QueueOutput;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds infra/ against the code and the README, so that what is deployed is what the app needs. */
class InfraTest {
    private static final Path INFRA = Path.of("infra");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Connection strings and what else the deployment has a better way for: an identity, or a property of the app. */
    private static final Set<String> NOT_NEEDED =
            Set.of("AzureWebJobsStorage", "BackupStorage", "BackupStorage__accountName", "BackupStorage__clientId");
    /** The host reads these and our code does not. */
    private static final Set<String> OF_THE_HOST = Set.of(
            "AzureWebJobsStorage__accountName", "AzureWebJobsStorage__credential", "AzureWebJobsStorage__clientId");

    private static final Pattern GUID = Pattern.compile("(?i)\\b([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\b");
    private static final String MAIN = bicep("main");
    private static final String EXPLAINED = DocumentationTest.read(INFRA.resolve("README.md"));

    @Test
    void theAppGetsEverySettingThatTheCodeReadsAndNoOther() {
        Set<String> needed = DocumentationTest.appSettings();
        needed.removeAll(NOT_NEEDED);
        needed.addAll(OF_THE_HOST);
        assertEquals(
                needed,
                found("(?m)(?:^ {6}|\\{ )([A-Z][A-Za-z]*_\\w+): ", bicep("modules/function-app")),
                "app settings");
    }

    @Test
    void everyQueueOfTheCodeIsMadeWithItsPoisonQueueAndNoOther() {
        String storage = bicep("modules/host-storage");
        Set<String> jobs = new TreeSet<>(queues());
        jobs.removeIf(queue -> queue.endsWith("-poison"));
        assertEquals(jobs, quoted(block(storage, "var jobs = ", "]")));
        assertTrue(storage.contains("var queues = concat(jobs, map(jobs, job => '${job}-poison'))"));
    }

    @Test
    void everyContainerOfTheCodeIsMadeAndNoOther() {
        Set<String> used =
                found("(?:getBlobContainerClient\\(|\\bCONTAINER = )\"([a-z-]+)\"", DocumentationTest.sources());
        assertTrue(used.contains("grafana-backups"));
        assertEquals(used, found("'((?:grafana|keeper)-[a-z-]+)'", bicep("modules/backup-storage")));
        assertEquals(used, DocumentationTest.keys("## What is kept, and where"));
    }

    @Test
    void whatIsRememberedOfSignedCallsIsRemovedUnderTheNameThatTheCodeGivesIt() {
        String sources = DocumentationTest.sources();
        assertTrue(sources.contains("\"once/\" + name"));
        assertTrue(sources.contains("\"webhook-\" + target"));
        String storage = bicep("modules/backup-storage");
        assertTrue(storage.contains("var state = 'keeper-state'"));
        assertTrue(storage.contains("prefixMatch: ['${state}/once/webhook-']"));
    }

    @Test
    void everyFunctionForEventsIsSubscribed() {
        Set<String> existing = new TreeSet<>();
        DocumentationTest.functions().forEach((name, trigger) -> {
            if (trigger instanceof EventGridTrigger) {
                existing.add(name);
            }
        });
        assertTrue(existing.contains("SecretNearExpiry"));
        // Only a parameter that is off by default subscribes this one.
        existing.add("DashboardChanged");
        assertEquals(existing, found("/functions/(\\w+)'", bicep("modules/events")));
    }

    @Test
    void everyRoleIsInOnePlaceAndExplained() throws IOException {
        Map<String, String> ids = new TreeMap<>();
        json("roles.json")
                .properties()
                .forEach(role -> ids.put(role.getKey(), role.getValue().asText()));
        ids.values().forEach(id -> assertTrue(GUID.matcher(id).matches(), id));
        Map<String, String> documented = explained("role");
        documented.replaceAll((role, id) -> DocumentationTest.code(id));
        assertEquals(ids, documented);

        Set<String> used = new TreeSet<>(Set.of("Grafana Admin", "Grafana Editor"));
        for (Path file : files(".bicep")) {
            String text = DocumentationTest.read(file);
            assertFalse(GUID.matcher(text).find(), () -> file + " holds an id");
            used.addAll(found("roles\\['([^']+)'\\]", text));
            found("for role in \\[(.+)\\]:", text).forEach(list -> used.addAll(quoted(list)));
        }
        assertEquals(ids.keySet(), used);
    }

    @Test
    void everyParameterIsExplainedWithItsVariableAndNoOther() throws IOException {
        Map<String, String> existing = new TreeMap<>();
        found("(?m)^param (\\w+) ", MAIN).forEach(name -> existing.put(name, "—"));
        json("main.parameters.json").path("parameters").properties().forEach(parameter -> {
            assertTrue(existing.containsKey(parameter.getKey()), parameter.getKey());
            String value = parameter.getValue().path("value").asText();
            Matcher variable = Pattern.compile("\\$\\{(\\w+)(?:=\\w+)?\\}").matcher(value);
            assertTrue(variable.matches(), value);
            existing.put(parameter.getKey(), "`" + variable.group(1) + "`");
        });
        assertEquals(existing, explained("parameter"));
        assertEquals(existing.size(), found("(@description\\('.+'\\))", MAIN).size());
    }

    @Test
    void everySettingIsExplainedWithTheParameterThatItComesFromAndNoOther() {
        String module = bicep("modules/function-app");
        Map<String, String> existing = new TreeMap<>();
        found("(?m)(?:^ {6}|\\{ )([A-Z][A-Za-z]*_\\w+): ", module).forEach(name -> {
            Matcher value = Pattern.compile("\\b" + name + ": (\\w+)").matcher(module);
            boolean fromParameter = value.find() && MAIN.contains("\nparam " + value.group(1) + " ");
            existing.put(name, fromParameter ? "parameter `" + value.group(1) + "`" : "—");
        });
        assertEquals(existing, explained("app setting"));
    }

    @Test
    void everyModuleIsExplainedAndNoOther() {
        Set<String> documented = found(
                "`([a-z-]+)`",
                DocumentationTest.section(EXPLAINED, "## What is deployed")
                        .lines()
                        .filter(line -> line.startsWith("| `"))
                        .map(line -> line.substring(0, line.indexOf('|', 1)))
                        .collect(Collectors.joining("\n")));
        Set<String> used = new TreeSet<>();
        files(".bicep")
                .forEach(file -> used.addAll(found("'(?:modules/)?([a-z-]+)\\.bicep'", DocumentationTest.read(file))));
        assertEquals(used, documented);
        assertEquals(
                documented,
                files(".bicep").stream()
                        .filter(file -> !file.endsWith("main.bicep"))
                        .map(file -> file.getFileName().toString().replace(".bicep", ""))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void everyModuleIsGivenTheParametersThatItDeclares() {
        List<String> modules = Arrays.stream(MAIN.split("(?m)^(?=module |output )", -1))
                .filter(part -> part.startsWith("module "))
                .toList();
        assertFalse(modules.isEmpty());
        for (String module : modules) {
            Matcher head = Pattern.compile("module (\\w+) '([^']+)\\.bicep'").matcher(module);
            assertTrue(head.lookingAt(), module);
            String declared = bicep(head.group(2));
            assertEquals(
                    found("(?m)^param (\\w+) ", declared),
                    found("(?m)^ {4}(?: {2})?(\\w+): ", block(module, "params: {\n", " }")),
                    head.group(2));
            Set<String> asked = found("\\b" + head.group(1) + "!?\\.outputs\\.(\\w+)", MAIN);
            asked.removeAll(found("(?m)^output (\\w+) ", declared));
            assertEquals(Set.of(), asked, () -> head.group(2) + " has no such outputs");
        }
    }

    @Test
    void everyFileThatIsLoadedIsThereAndEveryQueryIsLoaded() {
        Set<Path> loaded = new TreeSet<>();
        for (Path file : files(".bicep")) {
            for (String name : found("load\\w+Content\\('([^']+)'\\)", DocumentationTest.read(file))) {
                loaded.add(file.resolveSibling(name).normalize());
            }
        }
        loaded.forEach(file -> assertTrue(Files.exists(file), file::toString));
        assertTrue(loaded.containsAll(files(".kql")));
    }

    @Test
    void theDashboardAndTheWorkbookAreJsonAndAskTheOneFunction() throws IOException {
        for (Path file : files(".json")) {
            assertTrue(JSON.readTree(file.toFile()).isObject(), file::toString);
        }
        JsonNode dashboard = json("dashboards/grafana-keeper.json");
        List<String> queries = dashboard.findValuesAsText("query").stream()
                .filter(query -> query.contains("|"))
                .toList();
        assertEquals(dashboard.path("panels").size(), queries.size());
        queries.forEach(query -> assertTrue(query.startsWith("KeeperRuns()\n"), query));
        assertEquals(
                dashboard.path("panels").size(),
                Set.copyOf(dashboard.path("panels").findValuesAsText("id")).size());

        JsonNode workbook = json("workbook/grafana-keeper.workbook.json");
        List<String> asked = workbook.findValuesAsText("query");
        assertFalse(asked.isEmpty());
        asked.forEach(query -> assertTrue(query.startsWith("KeeperRuns()\n"), query));
        assertTrue(bicep("modules/workbook").contains("'{{workspace}}'"));
        assertEquals(
                "{{workspace}}", workbook.path("fallbackResourceIds").path(0).asText());
    }

    /** Returns the third column of the one table, by the first, of the rows of a kind. */
    private static Map<String, String> explained(String kind) {
        Map<String, String> rows = new TreeMap<>();
        DocumentationTest.rows(DocumentationTest.section(EXPLAINED, "## Parameters, settings and roles")).stream()
                .filter(row -> row.get(1).equals(kind))
                .forEach(row -> rows.put(DocumentationTest.code(row.get(0)), row.get(2)));
        return rows;
    }

    private static Set<String> queues() {
        Set<String> names = new TreeSet<>();
        DocumentationTest.FUNCTIONS.stream()
                .flatMap(method -> Arrays.stream(method.getParameterAnnotations()))
                .flatMap(Arrays::stream)
                .forEach(annotation -> {
                    if (annotation instanceof QueueTrigger trigger) {
                        names.add(trigger.queueName());
                    }
                    if (annotation instanceof QueueOutput output) {
                        names.add(output.queueName());
                    }
                });
        return names;
    }

    private static String bicep(String name) {
        return DocumentationTest.read(INFRA.resolve(name + ".bicep"));
    }

    private static JsonNode json(String name) throws IOException {
        return JSON.readTree(INFRA.resolve(name).toFile());
    }

    private static Set<Path> files(String ending) {
        try (Stream<Path> files = Files.walk(INFRA)) {
            Set<Path> found = files.filter(file -> file.toString().endsWith(ending))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertFalse(found.isEmpty(), ending);
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what stands between two marks. */
    private static String block(String text, String start, String end) {
        int from = text.indexOf(start);
        assertTrue(from >= 0, () -> "no " + start);
        return text.substring(from + start.length(), text.indexOf(end, from + start.length()));
    }

    private static Set<String> quoted(String text) {
        return found("'([^']+)'", text);
    }

    private static Set<String> found(String regex, String text) {
        return DocumentationTest.found(Pattern.compile(regex), text);
    }
}
