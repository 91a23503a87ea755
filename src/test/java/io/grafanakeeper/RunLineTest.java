package io.grafanakeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.grafanakeeper.runs.Failure;
import io.grafanakeeper.runs.InMemoryRunStore;
import io.grafanakeeper.runs.JobRunner;
import io.grafanakeeper.runs.NotedRuns;
import io.grafanakeeper.runs.Outcome;
import io.grafanakeeper.runs.ServiceException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Takes infra/queries/KeeperRuns.kql apart and does with the line of a real run what Log Analytics would do. */
class RunLineTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void theQueryReadsTheLineThatARunLeavesInTheLog() {
        String good =
                line(() -> new Outcome(JSON.createObjectNode().put("items", 7).put("odd", "a} b"), List.of(), 7));
        assertEquals(
                List.of("backup", "prod", "succeeded", "1", "0.5", "0", "{\"items\":7,\"odd\":\"a} b\"}", ""),
                read(good));
        String checked = line(() -> new Outcome(
                JSON.createObjectNode().put("rows", 1),
                List.of(new Failure("query", "q", "", "3 > 2")),
                1,
                "the check {A} does not hold"));
        assertEquals(
                List.of("backup", "prod", "failed", "1", "0.5", "1", "{\"rows\":1}", "the check {A} does not hold"),
                read(checked));
        String failed = line(() -> {
            throw new ServiceException("Blob Storage", "is\naway", false, null);
        });
        List<String> parts = read(failed);
        assertEquals(List.of("backup", "prod", "failed", "1", "0.5", "0", ""), parts.subList(0, 7));
        assertTrue(parts.get(7).contains("is\naway"), failed);
    }

    private static String line(Supplier<Outcome> work) {
        List<String> lines = new ArrayList<>();
        Logger log = Logger.getAnonymousLogger();
        log.setUseParentHandlers(false);
        log.addHandler(new Handler() {
            @Override
            public void publish(LogRecord record) {
                lines.add(record.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
        MovableClock clock = new MovableClock(Instant.EPOCH);
        JobRunner runner = new JobRunner(new InMemoryRunStore(), NotedRuns.log(), clock);
        runner.run(runner.queue("backup", "prod"), log, (run, progress) -> {
            clock.move(Duration.ofMillis(500));
            return work.get();
        });
        assertEquals(1, lines.size());
        return lines.get(0);
    }

    /** Returns job, target, state, attempt, seconds, failures, result and error. */
    private static List<String> read(String line) {
        String query = DocumentationTest.read(Path.of("infra", "queries", "KeeperRuns.kql"));
        String literals = query.lines()
                .filter(step -> step.startsWith("| parse Message with * "))
                .findFirst()
                .orElseThrow();
        String parse = Pattern.compile("\"([^\"]+)\"")
                .matcher(literals)
                .results()
                .map(literal -> Pattern.quote(literal.group(1)))
                .collect(Collectors.joining("(.*?)", "(?s).*?", "(.*)"));
        Matcher parsed = Pattern.compile(parse).matcher(line);
        assertTrue(parsed.matches(), parse);
        List<String> parts = new ArrayList<>();
        for (int group = 2; group < parsed.groupCount(); group++) {
            parts.add(parsed.group(group));
        }
        String rest = parsed.group(parsed.groupCount());
        for (String extract : Pattern.compile("extract\\(@\"(.+)\", 1, Rest\\)")
                .matcher(query)
                .results()
                .map(match -> match.group(1))
                .toList()) {
            Matcher part = Pattern.compile(extract).matcher(rest);
            parts.add(part.find() ? part.group(1) : "");
        }
        return parts;
    }
}
