package io.grafanakeeper.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.grafanakeeper.runs.FreeLocks;
import io.grafanakeeper.runs.InMemoryRunStore;
import io.grafanakeeper.runs.NotedRuns;
import io.grafanakeeper.runs.RunLog;
import io.grafanakeeper.runs.Targets;
import io.grafanakeeper.sandbox.host.FunctionCalls;
import io.grafanakeeper.sandbox.host.FunctionCalls.Said;
import io.grafanakeeper.settings.Settings;
import io.grafanakeeper.settings.SettingsReader;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Asks for imports over HTTP, from a container that is empty. */
class ImportFunctionsTest {
    @Test
    void refusesWhatItDoesNotUnderstandByItsField() {
        Settings settings = SettingsReader.read("""
                targets:
                  lab:
                    endpoint: http://127.0.0.1:9
                    auth: token
                    secret: lab-token
                """, "keeper.yaml");
        ImportFunctions functions = new ImportFunctions(
                new MemoryBackups(),
                new FreeLocks(true),
                new InMemoryRunStore(),
                new RunLog(new NotedRuns()),
                name -> Optional.empty(),
                new Targets(() -> settings),
                Clock.systemUTC());
        try (FunctionCalls calls = new FunctionCalls(functions)) {
            assertEquals("404 blob", refusal(calls, "", "{\"blob\":\"a.tar.gz\"}"));
            assertEquals("400 partial", refusal(calls, "", "{\"blob\":\"a.tar.gz\",\"partial\":true}"));
            assertEquals("400 blob", refusal(calls, "", "{\"blob\":7}"));
            assertEquals("400 blob", refusal(calls, "", "{}"));
            assertEquals("400 body", refusal(calls, "", "{\"blob\""));
            for (String time : new String[] {"%2B1000000000-12-31T23:59:59Z", "-0001-01-01T00:00:00Z", "now"}) {
                assertEquals("400 at", refusal(calls, "?at=" + time, "{\"blob\":\"a.tar.gz\"}"));
            }
        }
    }

    private static String refusal(FunctionCalls calls, String query, String body) {
        Said said = calls.callWithBytes("targets/lab/imports" + query, body);
        return said.status() + " " + said.at("/field");
    }
}
