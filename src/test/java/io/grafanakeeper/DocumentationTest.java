package io.grafanakeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Holds README.md and the sample files against the code, so that they cannot drift apart. */
public class DocumentationTest {
    private static final Path MAIN = Path.of("src", "main", "java");
    private static final Path SANDBOX =
            Path.of("src", "test", "java", "io", "grafanakeeper", "sandbox", "Sandbox.java");

    /** How the names of app settings look where the code reads them. */
    private static final Pattern SETTING =
            Pattern.compile("\"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|BackupStorage|AzureWebJobs\\w+)\"");
    /** What the names of identity-based connections end in. */
    private static final Pattern SETTING_END = Pattern.compile("connection \\+ \"(__\\w+)\"");

    private static final Pattern IN_TRIGGER = Pattern.compile("%(\\w+)%");
    /** The platform sets these; nobody else should. */
    private static final Set<String> OF_THE_PLATFORM =
            Set.of("IDENTITY_ENDPOINT", "WEBSITE_SITE_NAME", "AzureWebJobsScriptRoot");
    /** The host reads this and our code does not. */
    private static final String OF_THE_HOST = "FUNCTIONS_WORKER_RUNTIME";

    /** The method of every function. */
    public static final List<Method> FUNCTIONS = functionMethods();

    private static final String README = read(Path.of("README.md"));

    @Test
    void theReadmeHasEveryFunctionWithItsTriggerAndNoOther() {
        Map<String, String> documented = new TreeMap<>();
        rows(section("## Functions")).forEach(row -> documented.put(code(row.get(0)), row.get(1) + " " + row.get(2)));
        Map<String, String> existing = new TreeMap<>();
        functions().forEach((name, trigger) -> existing.put(name, described(trigger)));
        assertEquals(existing, documented);
    }

    @Test
    void theReadmeShowsEveryRouteWithACommandAndNoOther() {
        Set<String> shown = new TreeSet<>();
        section("## HTTP API").lines().filter(line -> line.startsWith("curl ")).forEach(command -> {
            List<String> called =
                    routes().stream().filter(route -> calls(command, route)).toList();
            assertEquals(1, called.size(), command);
            shown.addAll(called);
        });
        assertEquals(routes(), shown);
    }

    @Test
    void theReferenceDescribesEveryRouteWithACommandAndNoOther() {
        String reference = read(Path.of("docs", "http-api.md"));
        assertEquals(routes(), found(Pattern.compile("(?m)^## `([A-Z]+ [^`]+)`$"), reference));
        for (String route : routes()) {
            assertTrue(
                    section(reference, "## `" + route + "`").contains("curl -sS "),
                    () -> "no curl command for " + route);
        }
    }

    @Test
    void theReadmeHasEveryAppSettingThatTheCodeReadsAndNoOther() {
        Set<String> documented = keys("### App settings");
        Set<String> existing = appSettings();
        existing.add(OF_THE_HOST);
        assertEquals(existing, documented);
        for (String name : OF_THE_PLATFORM) {
            assertTrue(section("### App settings").contains("`" + name + "`"), () -> name + " is not explained");
        }
    }

    @Test
    void theReadmeHasEveryKeyOfTheSampleConfigurationAndNoOther() {
        Map<String, String> headings = Map.of(
                "targets", "#### A target: `targets.<name>`",
                "credentials", "#### A credential: `credentials.<name>`",
                "queries", "#### A query: `queries.<name>`",
                "webhooks", "#### A webhook: `webhooks.<target>`");
        Map<?, ?> sample = sample();
        assertEquals(headings.keySet(), sample.keySet());
        assertEquals(headings.keySet(), keys("### `keeper.yaml`"));
        headings.forEach((name, heading) -> {
            Set<String> existing = new TreeSet<>();
            mapping(sample.get(name)).values().forEach(entry -> collect("", entry, existing));
            assertEquals(existing, keys(heading), name);
        });
    }

    @Test
    void theSampleAppSettingsHaveAllThatTheTriggersNeedAndNothingUnexplained() throws IOException {
        JsonNode values = new ObjectMapper()
                .readTree(Path.of("local.settings.sample.json").toFile())
                .path("Values");
        Set<String> names = new TreeSet<>();
        values.fieldNames().forEachRemaining(names::add);
        Set<String> needed = namedByTriggers();
        assertTrue(needed.contains("BACKUP_SCHEDULE"));
        needed.add(OF_THE_HOST);
        needed.removeAll(names);
        assertEquals(Set.of(), needed, "missing in local.settings.sample.json");
        names.removeIf(name -> section("### App settings").contains("`" + name + "`"));
        assertEquals(Set.of(), names, "not explained in README.md");
    }

    @Test
    void theReadmeHasEveryOptionOfTheSandboxAndEveryFieldOfItsLine() {
        String source = read(SANDBOX);
        Set<String> words = found(Pattern.compile("Property\\(\"([a-z.]+)\""), source);
        words.addAll(found(Pattern.compile("Integer\\(\"([a-z.]+)\""), source));
        words.addAll(found(Pattern.compile("getenv\\(\"(\\w+)\""), source));
        words.addAll(found(Pattern.compile("\\.put\\(\"(\\w+)\","), source));
        assertTrue(words.containsAll(List.of("sandbox.once", "sandbox.port", "GRAFANA_TOKEN", "functions", "key")));
        String section = section("## Try it: the sandbox");
        words.removeIf(word -> Pattern.compile("(`|-D|\\n)" + Pattern.quote(word) + "[`=]")
                .matcher(section)
                .find());
        words.removeIf(word -> section.contains(" " + word + "="));
        assertEquals(Set.of(), words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "CONTRIBUTING.md",
                "SECURITY.md",
                "infra/README.md",
                "docs/http-api.md",
                "docs/backups.md"
            })
    void everyLinkLeadsSomewhere(String name) {
        Path file = Path.of(name);
        Set<String> links = found(Pattern.compile("\\]\\((?!https:)([^)]+)\\)"), read(file));
        links.removeIf(link -> {
            int anchor = link.indexOf('#');
            Path other = anchor == 0 ? file : file.resolveSibling(anchor < 0 ? link : link.substring(0, anchor));
            return Files.exists(other) && (anchor < 0 || anchors(read(other)).contains(link.substring(anchor)));
        });
        assertEquals(Set.of(), links);
    }

    @Test
    void theReadmeNamesTheTestCommandThatContinuousIntegrationRuns() {
        assertTrue(section("## Test").contains("\nmvn -B verify\n"));
    }

    @Test
    void everyTestThatTheSecurityModelNamesExists() throws IOException {
        Set<String> existing = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .forEach(file -> found(Pattern.compile("(?m)^    (?:public )?void (\\w+)\\("), read(file))
                            .forEach(name -> existing.add(
                                    String.valueOf(file.getFileName()).replace("java", "") + name)));
        }
        Set<String> named = found(Pattern.compile("`(\\w+(?:Test|IT)\\.\\w+)`"), read(Path.of("SECURITY.md")));
        assertTrue(named.size() > 30, named.toString());
        named.removeAll(existing);
        assertEquals(Set.of(), named);
    }

    private static Set<String> anchors(String text) {
        return found(Pattern.compile("(?m)^#+ (.+)$"), text).stream()
                .map(heading -> "#"
                        + heading.toLowerCase(Locale.ROOT)
                                .replaceAll("[^a-z0-9 -]", "")
                                .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    /** Returns method and route of every HTTP trigger. */
    private static Set<String> routes() {
        Set<String> routes = new TreeSet<>();
        for (Annotation trigger : functions().values()) {
            if (trigger instanceof HttpTrigger http) {
                routes.add(http.methods()[0] + " " + http.route());
            }
        }
        return routes;
    }

    /** Tells whether a curl command calls a route. */
    private static boolean calls(String command, String route) {
        String method = command.contains(" -X DELETE ")
                ? "DELETE"
                : command.contains(" -d ") || command.contains(" --data-binary ") ? "POST" : "GET";
        String path = Arrays.stream(route.substring(route.indexOf(' ') + 1).split("/"))
                .map(part -> part.startsWith("{") ? "[^/?\"]+" : Pattern.quote(part))
                .collect(Collectors.joining("/"));
        return route.startsWith(method + " ")
                && Pattern.compile("\\$URL/" + path + "(\\?[^\"]*\")?$")
                        .matcher(command)
                        .find();
    }

    private static String described(Annotation trigger) {
        if (trigger instanceof HttpTrigger http) {
            String anonymous = http.authLevel() == AuthorizationLevel.ANONYMOUS ? ", anonymous" : "";
            return "HTTP " + http.methods()[0] + anonymous + " `" + http.route() + "`";
        }
        if (trigger instanceof TimerTrigger timer) {
            return "timer `" + timer.schedule() + "`";
        }
        return trigger instanceof QueueTrigger queue ? "queue `" + queue.queueName() + "`" : "Event Grid —";
    }

    private static List<Method> functionMethods() {
        List<Method> methods = new ArrayList<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.grafanakeeper")) {
            if (type.getMethods().stream().anyMatch(method -> method.isAnnotatedWith(FunctionName.class))) {
                Arrays.stream(type.reflect().getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(FunctionName.class))
                        .forEach(methods::add);
            }
        }
        return List.copyOf(methods);
    }

    /** Returns the trigger of every function by the function's name. */
    public static Map<String, Annotation> functions() {
        Map<String, Annotation> functions = new TreeMap<>();
        FUNCTIONS.forEach(
                method -> functions.put(method.getAnnotation(FunctionName.class).value(), trigger(method)));
        return functions;
    }

    private static Annotation trigger(Method method) {
        return Arrays.stream(method.getParameterAnnotations())
                .flatMap(Arrays::stream)
                .filter(annotation ->
                        annotation.annotationType().getSimpleName().endsWith("Trigger"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(method + " has no trigger"));
    }

    /** Returns the settings that the triggers name, for the host to read. */
    private static Set<String> namedByTriggers() {
        Set<String> names = new TreeSet<>();
        for (Annotation trigger : functions().values()) {
            names.addAll(found(IN_TRIGGER, described(trigger)));
            if (trigger instanceof QueueTrigger queue) {
                names.add(queue.connection());
            }
        }
        return names;
    }

    /** Returns the settings that somebody has to make: what the code reads and what the triggers name. */
    static Set<String> appSettings() {
        String sources = sources();
        Set<String> names = found(SETTING, sources);
        assertTrue(names.containsAll(OF_THE_PLATFORM));
        found(SETTING_END, sources).forEach(end -> names.add("BackupStorage" + end));
        names.addAll(namedByTriggers());
        names.removeAll(OF_THE_PLATFORM);
        return names;
    }

    static String sources() {
        try (Stream<Path> files = Files.walk(MAIN)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(DocumentationTest::read)
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<?, ?> sample() {
        return mapping(new Load(LoadSettings.builder().build()).loadFromString(read(Path.of("keeper.sample.yaml"))));
    }

    private static Map<?, ?> mapping(@Nullable Object value) {
        return value instanceof Map<?, ?> mapping ? mapping : Map.of();
    }

    /** Collects the paths of the keys that have a value of their own; the names of variables are the user's. */
    private static void collect(String path, @Nullable Object value, Set<String> paths) {
        if (value instanceof Map<?, ?> mapping && !path.endsWith("variables")) {
            mapping.forEach((key, child) -> collect(path.isEmpty() ? "" + key : path + "." + key, child, paths));
        } else {
            paths.add(path);
        }
    }

    /** Returns what the first column of a section's tables names. */
    static Set<String> keys(String heading) {
        return rows(section(heading)).stream()
                .map(row -> code(row.get(0)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static String code(String cell) {
        assertTrue(cell.startsWith("`") && cell.endsWith("`"), cell);
        return cell.substring(1, cell.length() - 1);
    }

    /** Returns the cells of the tables' rows, their heads left out. */
    static List<List<String>> rows(String section) {
        return section.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line ->
                        Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
                .map(cells -> cells.subList(1, cells.size() - 1))
                .toList();
    }

    /** Returns what stands between a heading and the next one of any level. */
    static String section(String heading) {
        return section(README, heading);
    }

    /** Returns what stands between a heading and the next one of any level; what is in a block of code is none. */
    static String section(String text, String heading) {
        int start = text.indexOf("\n" + heading + "\n");
        assertTrue(start >= 0, () -> "there is no heading " + heading);
        int from = start + heading.length() + 2;
        String rest = text.substring(from);
        Matcher end = Pattern.compile("(?ms)^```$.*?^```$|^#").matcher(rest);
        while (end.find()) {
            if (end.group().equals("#")) {
                return rest.substring(0, end.start());
            }
        }
        return rest;
    }

    static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
