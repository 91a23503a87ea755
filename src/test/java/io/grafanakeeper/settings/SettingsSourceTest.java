package io.grafanakeeper.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsSourceTest {
    private static final String UNRESOLVED = "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/s)";

    private final Path root;

    private final Map<String, String> environment = new HashMap<>();
    private final List<URI> fetched = new ArrayList<>();
    private RemoteText remote = uri -> {
        fetched.add(uri);
        return yaml("remote");
    };

    SettingsSourceTest(@TempDir Path root) {
        this.root = root;
    }

    @Test
    void readsKeeperYamlByDefault() throws IOException {
        Files.writeString(root.resolve("keeper.yaml"), yaml("file"));
        environment.put("GRAFANA_ENDPOINT", "https://ignored.example");
        environment.put("KEEPER_CONFIG", "  ");

        assertEquals(List.of("file"), targets());
    }

    @Test
    void readsAPathBelowTheAppRoot() throws IOException {
        Files.createDirectories(root.resolve("conf"));
        Files.writeString(root.resolve("conf/my.yaml"), yaml("nested"));

        environment.put("KEEPER_CONFIG", "conf/my.yaml");
        assertEquals(List.of("nested"), targets());

        environment.put("KEEPER_CONFIG", root.resolve("conf/my.yaml").toString());
        assertEquals(List.of("nested"), targets());
    }

    @Test
    void namesTheFileInFaults() throws IOException {
        Files.createDirectories(root.resolve("conf"));
        Files.writeString(root.resolve("conf/my.yaml"), "targets: {}");
        environment.put("KEEPER_CONFIG", "conf/my.yaml");

        assertEquals(
                "conf/my.yaml:1:1 targets: must name at least one Grafana",
                onlyFault().toString());
    }

    @Test
    void refusesPathsOutsideTheAppRoot() throws IOException {
        Files.writeString(root.resolve("keeper.yaml"), yaml("file"));
        for (String path : List.of("/etc/passwd", "../keeper.yaml", "conf/../keeper.yaml", "..")) {
            environment.put("KEEPER_CONFIG", path);
            assertTrue(onlyFault().message().contains("below the app's folder"), path);
        }
        environment.put("KEEPER_CONFIG", "a\0b");
        assertTrue(onlyFault().message().contains("neither YAML"));
    }

    @Test
    void saysThatThereIsNoSuchFile() throws IOException {
        Files.createDirectories(root.resolve("folder"));
        for (String path : List.of("missing.yaml", "folder", ".")) {
            environment.put("KEEPER_CONFIG", path);
            assertTrue(onlyFault().message().contains("there is no file '" + path + "'"), path);
        }
    }

    @Test
    void refusesFilesThatAreTooLargeOrNoText() throws IOException {
        Files.write(root.resolve("keeper.yaml"), new byte[(1 << 20) + 1]);
        assertTrue(onlyFault().message().contains("1 MiB"));

        Files.write(root.resolve("keeper.yaml"), new byte[] {'a', (byte) 0xFF, (byte) 0xFE});
        assertTrue(onlyFault().message().contains("UTF-8"));
    }

    @Test
    void readsTheYamlItself() {
        for (String config : List.of(
                yaml("inline"),
                "\n# comment\n" + yaml("inline"),
                "targets: { inline: { endpoint: 'https://a.grafana.azure.com' } }",
                "{\"targets\":{\"inline\":{\"endpoint\":\"https://a.grafana.azure.com\"}}}")) {
            environment.put("KEEPER_CONFIG", config);
            assertEquals(List.of("inline"), targets(), config);
        }
        environment.put("KEEPER_CONFIG", "targets:\n  t: {}\n");
        assertEquals(
                "KEEPER_CONFIG:2:3 targets.t.endpoint", onlyFault().toString().replaceAll(": is missing.*", ""));
    }

    @Test
    void readsABlobByItsUrl() {
        environment.put("KEEPER_CONFIG", "https://a.blob.core.windows.net/conf/keeper.yaml");

        assertEquals(List.of("remote"), targets());
        assertEquals(List.of(URI.create("https://a.blob.core.windows.net/conf/keeper.yaml")), fetched);
    }

    @Test
    void refusesSignedAndUnusableUrls() {
        for (String url : List.of(
                "https://a.blob.core.windows.net/c/k.yaml?sv=2024&sig=CANARYcanary",
                "https://user:CANARYcanary@a.blob.core.windows.net/c/k.yaml",
                "https://CANARYcanary@a.blob.core.windows.net/c/k.yaml",
                "http://a.blob.core.windows.net/c/k.yaml",
                "https:// a/b",
                "https://")) {
            environment.put("KEEPER_CONFIG", url);
            Fault fault = onlyFault();
            assertEquals("KEEPER_CONFIG", fault.source());
            assertFalse(fault.toString().contains("CANARY"), fault::toString);
        }
        assertEquals(List.of(), fetched);
    }

    @Test
    void saysWhyABlobCouldNotBeRead() {
        environment.put("KEEPER_CONFIG", "https://a.blob.core.windows.net/c/k.yaml?versionid=1");
        remote = uri -> {
            throw new IOException("403 AuthorizationPermissionMismatch");
        };

        SettingsException e = assertThrows(SettingsException.class, this::targets);
        assertTrue(
                e.faults().get(0).toString().startsWith("https://a.blob.core.windows.net/c/k.yaml: could not be read"));
        assertTrue(e.faults().get(0).message().contains("403 AuthorizationPermissionMismatch"));
        assertTrue(e.faults().get(0).message().contains("Storage Blob Data Reader"));
        assertNotNull(e.getCause());
    }

    @Test
    void keepsSecretsOfAFailedReadToItself() {
        environment.put("KEEPER_CONFIG", "https://a.blob.core.windows.net/c/k.yaml");
        remote = uri -> {
            throw new IllegalStateException("GET https://x/?sig=CANARYcanary failed");
        };

        SettingsException e = assertThrows(SettingsException.class, this::targets);
        assertFalse(e.toString().contains("CANARY"));
        assertTrue(e.toString().contains("IllegalStateException"));
        assertNull(e.getCause());
    }

    @Test
    void anEndpointAloneMakesATarget() {
        environment.put("GRAFANA_ENDPOINT", " https://x-abcd.cuse.grafana.azure.com/ ");
        Target target = source().load().target("default").orElseThrow();

        assertEquals(URI.create("https://x-abcd.cuse.grafana.azure.com"), target.endpoint());
        assertEquals(Kind.MANAGED, target.kind());
        assertEquals(new Auth.Entra(), target.auth());
        assertEquals(40.0, target.requestsPerSecond());
        assertEquals(8, target.concurrency());
        assertEquals(BackupSettings.defaults(), target.backup());
    }

    @Test
    void anEndpointAloneCanBeSelfHosted() {
        environment.put("GRAFANA_ENDPOINT", "http://grafana.lab:3000");
        Target entra = source().load().target("default").orElseThrow();
        assertEquals(Kind.SELF_HOSTED, entra.kind());
        assertEquals(new Auth.Entra(), entra.auth());
        assertNull(entra.requestsPerSecond());

        environment.put("GRAFANA_TOKEN_SECRET", "lab-token");
        assertEquals(
                new Auth.Token("lab-token"),
                source().load().target("default").orElseThrow().auth());
    }

    @Test
    void reportsAllFaultsOfTheShortFormAtOnce() {
        environment.put("GRAFANA_ENDPOINT", "https://admin:CANARYcanary@x");
        environment.put("GRAFANA_TOKEN_SECRET", "glsa_CANARYcanary");
        SettingsException e = assertThrows(SettingsException.class, this::targets);

        assertEquals(
                List.of("GRAFANA_ENDPOINT", "GRAFANA_TOKEN_SECRET"),
                e.faults().stream().map(Fault::source).toList());
        assertFalse(String.valueOf(e.getMessage()).contains("CANARY"));
    }

    @Test
    void refusesShortFormsThatCannotWork() {
        environment.put("GRAFANA_ENDPOINT", "https://local-x.gateway.dashboard.azure.com");
        assertTrue(onlyFault().message().contains("by subscription"));

        environment.put("GRAFANA_ENDPOINT", "http://x.grafana.azure.com");
        assertTrue(onlyFault().message().contains("https://"));
    }

    @Test
    void saysWhatToSetWhenThereIsNoConfiguration() {
        String message = onlyFault().toString();

        assertTrue(message.contains("KEEPER_CONFIG"), message);
        assertTrue(message.contains("GRAFANA_ENDPOINT"), message);
    }

    @Test
    void explainsUnresolvedKeyVaultReferences() {
        environment.put("KEEPER_CONFIG", UNRESOLVED);
        environment.put("GRAFANA_ENDPOINT", " " + UNRESOLVED);
        SettingsException e = assertThrows(SettingsException.class, this::targets);

        assertEquals(
                List.of("KEEPER_CONFIG", "GRAFANA_ENDPOINT"),
                e.faults().stream().map(Fault::source).toList());
        assertTrue(e.faults().get(0).message().contains("Key Vault Secrets User"));
    }

    @Test
    void explainsUnresolvedReferencesInOtherAppSettings() {
        environment.put("BackupStorage", UNRESOLVED);
        environment.put("KEY_VAULT_URI", "https://v.vault.azure.net");
        environment.put("EMPTY", " ");
        AppSettings settings = new AppSettings(environment::get);

        assertThrows(SettingsException.class, () -> settings.find("BackupStorage"));
        assertEquals("https://v.vault.azure.net", settings.find("KEY_VAULT_URI").orElseThrow());
        assertTrue(settings.find("EMPTY").isEmpty());
        assertTrue(settings.find("ABSENT").isEmpty());
    }

    private static String yaml(String name) {
        return "targets:\n  " + name + ":\n    endpoint: https://a.grafana.azure.com\n";
    }

    private SettingsSource source() {
        return new SettingsSource(environment::get, root, remote);
    }

    private List<String> targets() {
        return List.copyOf(source().load().targets().keySet());
    }

    private Fault onlyFault() {
        SettingsException e = assertThrows(SettingsException.class, this::targets);
        assertEquals(1, e.faults().size(), e::getMessage);
        return e.faults().get(0);
    }
}
