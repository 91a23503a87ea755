package io.grafanakeeper.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SampleFilesTest {
    private static final Path SAMPLE = Path.of("keeper.sample.yaml");
    private static final Path LOCAL_SETTINGS = Path.of("local.settings.sample.json");

    @Test
    void sampleConfigurationIsFreeOfFaults() throws IOException {
        Settings settings = SettingsReader.read(Files.readString(SAMPLE), "keeper.sample.yaml");

        assertEquals(
                Set.of("prod", "azmon", "lab", "lab-second-org"),
                settings.targets().keySet());
        assertEquals(3, settings.credentials().size());
        assertEquals(2, settings.queries().size());
        assertEquals(Set.of("prod"), settings.webhooks().keySet());
    }

    @Test
    void sampleConfigurationShowsEverySetting() throws IOException {
        String sample = Files.readString(SAMPLE);
        List<String> missing = Stream.of(
                        SettingsReader.KEYS,
                        TargetReader.KEYS,
                        BackupReader.KEYS,
                        BackupReader.FOLDER_KEYS,
                        BackupReader.RETENTION_KEYS,
                        CredentialReader.KEYS,
                        CredentialReader.SERVICE_ACCOUNT_KEYS,
                        CredentialReader.API_KEY_KEYS,
                        QueryReader.KEYS,
                        QueryReader.WINDOW_KEYS,
                        QuerySourceReader.PANEL_KEYS,
                        WebhookReader.KEYS)
                .flatMap(List::stream)
                .filter(key -> !Pattern.compile("(?m)^[^#]*\\b" + key + ":")
                        .matcher(sample)
                        .find())
                .toList();

        assertEquals(List.of(), missing);
    }

    @Test
    void sampleConfigurationStatesTheRealDefaults() throws IOException {
        Target prod = SettingsReader.read(Files.readString(SAMPLE), "keeper.sample.yaml")
                .target("prod")
                .orElseThrow();
        Target bare = SettingsReader.read(
                        "targets: { prod: { endpoint: 'https://my-grafana-abcd.cuse.grafana.azure.com' } }", "test")
                .target("prod")
                .orElseThrow();

        assertEquals(bare.kind(), prod.kind());
        assertEquals(bare.auth(), prod.auth());
        assertEquals(bare.scope(), prod.scope());
        assertEquals(bare.requestsPerSecond(), prod.requestsPerSecond());
        assertEquals(bare.concurrency(), prod.concurrency());
        assertEquals(bare.backup().include(), prod.backup().include());
        assertEquals(bare.backup().retention(), prod.backup().retention());
    }

    @Test
    void sampleAppSettingsHoldNoSecret() throws IOException {
        JsonNode root = new ObjectMapper().readTree(LOCAL_SETTINGS.toFile());

        assertFalse(root.path("IsEncrypted").asBoolean(true));
        assertEquals("java", root.at("/Values/FUNCTIONS_WORKER_RUNTIME").asText());
        for (String schedule : List.of("BACKUP_SCHEDULE", "ROTATION_SCHEDULE", "QUERY_SCHEDULE")) {
            assertEquals(
                    root.at("/Values/" + schedule).asText(),
                    Schedule.parse(root.at("/Values/" + schedule).asText()));
        }
        root.path("Values").forEach(value -> {
            assertTrue(value.isTextual());
            assertFalse(SecretShape.looksLikeSecret(value.asText()));
        });
    }
}
