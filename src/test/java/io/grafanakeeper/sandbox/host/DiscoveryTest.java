package io.grafanakeeper.sandbox.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import io.grafanakeeper.sandbox.host.samples.HttpSamples;
import io.grafanakeeper.sandbox.host.samples.QueueSamples;
import io.grafanakeeper.sandbox.host.samples.RefusedSamples;
import io.grafanakeeper.sandbox.host.samples.TimerSamples;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks for sample functions in folders and jars, and starts hosts that must refuse. */
class DiscoveryTest {
    private static final String INJECTED = "io.grafanakeeper.sandbox.host.samples.InjectedSample";
    private static final String SERVICE =
            "META-INF/services/com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector";

    @TempDir
    @Nullable
    Path folder;

    @Test
    void findsFunctionsByTheirAnnotationInAFolder() {
        List<Class<?>> found = Discovery.classes(
                List.of(Discovery.codeSource(HttpSamples.class)), getClass().getClassLoader());
        assertTrue(found.contains(HttpSamples.class));
        assertTrue(found.contains(QueueSamples.class));
        assertFalse(found.contains(FakeQueues.class));
    }

    @Test
    void servesAJarWithTheInjectorItRegisters() throws Exception {
        Path jar = Objects.requireNonNull(folder).resolve("app.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            add(zip, INJECTED.replace('.', '/') + ".class", bytes(INJECTED));
            add(zip, SERVICE, (INJECTED + "$Injector").getBytes(UTF_8));
        }
        FunctionHostBuilder builder = new FunctionHostBuilder(Map.of())
                .paths(List.of(jar))
                .key("function-key")
                .injector(registeredIn(jar));
        try (HostCalls calls = new HostCalls(builder)) {
            assertEquals(List.of("Injected"), calls.host.functions());
            assertEquals(
                    "built by the injector",
                    calls.get("/api/injected?code=function-key").body());
        }
    }

    @Test
    void refusesAPayloadTypeItDoesNotKnow() {
        assertEquals(
                "function Pojo (io.grafanakeeper.sandbox.host.samples.RefusedSamples$PojoPayload.run): "
                        + "parameter message must be String, not Map<String, String>",
                refusal(RefusedSamples.PojoPayload.class));
    }

    @Test
    void refusesOverloadsAndNamesThatDifferOnlyInCase() {
        assertTrue(refusal(RefusedSamples.Overloaded.class).contains("overloaded"));
        assertTrue(refusal(TimerSamples.class, RefusedSamples.SameName.class).contains("two functions are named"));
    }

    @Test
    void refusesReturnTypesParametersAndPropertiesNobodyBinds() {
        assertTrue(refusal(RefusedSamples.ReturnsText.class).contains("must return HttpResponseMessage, not String"));
        assertTrue(refusal(RefusedSamples.UnknownProperty.class).contains("asks for \"DequeueCount\""));
        assertTrue(refusal(RefusedSamples.Unbound.class).contains("parameter other has no binding"));
    }

    @Test
    void refusesTwoFunctionsOnOneRouteAndASchedulesOfFiveFields() {
        assertTrue(refusal(HttpSamples.class, RefusedSamples.SameRoute.class).contains("share the route"));
        assertTrue(refusal(RefusedSamples.FiveFields.class).contains("is no schedule of six fields"));
    }

    @Test
    void refusesASettingOrAConnectionThatIsMissing() {
        String setting = refusal(new FunctionHostBuilder(Map.of("AzureWebJobsStorage", "UseDevelopmentStorage=true"))
                .classes(QueueSamples.class));
        assertTrue(setting.contains("the setting JOBS, used in \"%JOBS%\", is missing"), setting);
        String connection = refusal(new FunctionHostBuilder(Map.of("JOBS", "jobs")).classes(QueueSamples.class));
        assertTrue(connection.startsWith("no storage connection AzureWebJobsStorage: set "), connection);
    }

    private static String refusal(Class<?>... classes) {
        return refusal(HostCalls.of(List.of(classes)).queues(new FakeQueues()));
    }

    private static String refusal(FunctionHostBuilder builder) {
        return Objects.requireNonNull(
                assertThrows(HostStartException.class, builder::start).getMessage());
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
    }

    private static byte[] bytes(String type) throws IOException {
        String resource = "/" + type.replace('.', '/') + ".class";
        try (InputStream in = Objects.requireNonNull(DiscoveryTest.class.getResourceAsStream(resource))) {
            return in.readAllBytes();
        }
    }

    /** Finds an injector as a host does, but blind to the one that the app's own class path registers. */
    private static FunctionInstanceInjector registeredIn(Path jar) throws IOException {
        ClassLoader parent = DiscoveryTest.class.getClassLoader();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, parent) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                return findResources(name);
            }
        }) {
            return Instances.find(loader);
        }
    }
}
