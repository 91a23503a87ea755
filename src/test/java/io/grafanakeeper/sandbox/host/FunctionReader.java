package io.grafanakeeper.sandbox.host;

import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.FunctionName;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Turns annotated methods into functions and refuses what the real worker would refuse, or get wrong, later. */
final class FunctionReader {
    private FunctionReader() {}

    /** Reads all functions of these classes, sorted by name. */
    static List<HostedFunction> read(List<Class<?>> classes) {
        Map<String, HostedFunction> byName = new TreeMap<>();
        for (Class<?> type : classes) {
            for (HostedFunction function : functionsOf(type)) {
                HostedFunction other = byName.putIfAbsent(function.name().toLowerCase(Locale.ROOT), function);
                if (other != null) {
                    throw new HostStartException("two functions are named " + function.name() + ": "
                            + place(other.method()) + " and " + place(function.method()));
                }
            }
        }
        return List.copyOf(byName.values());
    }

    private static List<HostedFunction> functionsOf(Class<?> type) {
        List<HostedFunction> functions = new ArrayList<>();
        Method[] methods = type.getDeclaredMethods();
        Arrays.sort(methods, Comparator.comparing(Method::toString));
        for (Method method : methods) {
            FunctionName name = method.getAnnotation(FunctionName.class);
            if (name != null && !method.isBridge()) {
                functions.add(function(name.value(), type, method));
            }
        }
        return functions;
    }

    private static HostedFunction function(String name, Class<?> type, Method method) {
        String where = "function " + name + " (" + place(method) + ")";
        if (!Modifier.isPublic(method.getModifiers())) {
            throw new HostStartException(where + ": the method must be public");
        }
        if (Modifier.isAbstract(type.getModifiers())) {
            throw new HostStartException(where + ": the class must not be abstract");
        }
        refuseOverloads(type, method, where);
        ParameterReader reader = new ParameterReader(where, method);
        Trigger trigger = reader.trigger();
        checkReturn(trigger, method, where);
        return new HostedFunction(name, type, method, trigger, reader.bindings(trigger));
    }

    private static void refuseOverloads(Class<?> type, Method method, String where) {
        long same = Arrays.stream(type.getMethods())
                .filter(other -> other.getName().equals(method.getName()))
                .count();
        if (same > 1) {
            throw new HostStartException(
                    where + ": the method is overloaded, and the worker tells overloads not apart");
        }
    }

    private static void checkReturn(Trigger trigger, Method method, String where) {
        boolean http = trigger instanceof Trigger.Http;
        Class<?> wanted = http ? HttpResponseMessage.class : void.class;
        if (method.getReturnType() != wanted) {
            throw new HostStartException(where + ": the method must return " + wanted.getSimpleName() + ", not "
                    + method.getReturnType().getSimpleName());
        }
    }

    private static String place(Method method) {
        return method.getDeclaringClass().getName() + "." + method.getName();
    }
}
