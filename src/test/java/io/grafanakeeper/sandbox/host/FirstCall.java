package io.grafanakeeper.sandbox.host;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.grafanakeeper.KeeperInjector;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Calls one function twice as the Java worker does, in a process that has done nothing before, and prints what that cost:
 * {@code FirstCall <class> <function>}. The app's settings are those of the environment.
 */
public final class FirstCall {
    /** What the names in routes stand for. */
    private static final Map<String, String> NAMES = Map.of(
            "target", "demo", "name", "ci", "id", "latest", "kind", "dashboard", "uid", "nobodys", "version", "1");

    private FirstCall() {}

    /** Calls, and prints {@code first call: {"status":…,"first":…,"second":…,"classes":…}}, times in milliseconds. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Class<?> type = Class.forName(arguments[0]);
        Method function = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(FunctionName.class))
                .filter(method ->
                        method.getAnnotation(FunctionName.class).value().equals(arguments[1]))
                .findFirst()
                .orElseThrow();
        long begun = System.nanoTime();
        Object instance = new KeeperInjector().getInstance(type);
        Object answer = call(function, instance);
        long first = System.nanoTime() - begun;
        int classes = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
        long again = System.nanoTime();
        call(function, instance);
        long second = System.nanoTime() - again;
        int status = answer instanceof HttpResponseMessage said ? said.getStatusCode() : 0;
        System.out.printf(
                "first call: {\"status\":%d,\"first\":%d,\"second\":%d,\"classes\":%d}%n",
                status, first / 1_000_000, second / 1_000_000, classes);
        // Pools of the SDK would keep the process waiting.
        System.exit(0);
    }

    private static @Nullable Object call(Method function, Object instance) throws ReflectiveOperationException {
        List<Object> values = new ArrayList<>();
        for (Parameter parameter : function.getParameters()) {
            values.add(value(parameter, function));
        }
        return function.invoke(instance, values.toArray());
    }

    private static Object value(Parameter parameter, Method function) {
        Class<?> type = parameter.getType();
        if (type == HttpRequestMessage.class) {
            HttpTrigger trigger = parameter.getAnnotation(HttpTrigger.class);
            URI uri = URI.create(
                    "http://localhost/api/" + trigger.route().replace('{', '-').replace('}', '-'));
            String method = trigger.methods()[0].name();
            return new HostRequest<>(
                    new RawRequest(method, uri, List.of(), Map.of(), Map.of(), new byte[0], true), Optional.empty());
        }
        if (type == ExecutionContext.class) {
            return new HostContext(function.getName(), "first", Logger.getLogger("first"));
        }
        if (type == OutputBinding.class) {
            return new Ignored();
        }
        BindingName name = parameter.getAnnotation(BindingName.class);
        return name == null ? "[]" : NAMES.getOrDefault(name.value(), "none");
    }

    private static final class Ignored implements OutputBinding<Object> {
        private @Nullable Object value;

        @Override
        public @Nullable Object getValue() {
            return value;
        }

        @Override
        public void setValue(@Nullable Object value) {
            this.value = value;
        }
    }
}
