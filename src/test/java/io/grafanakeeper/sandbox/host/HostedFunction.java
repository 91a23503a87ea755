package io.grafanakeeper.sandbox.host;

import java.lang.reflect.Method;
import java.util.List;

/** Describes one function as its annotations declare it; bindings stand in the order of the method's parameters. */
record HostedFunction(String name, Class<?> type, Method method, Trigger trigger, List<Binding> bindings) {
    HostedFunction {
        bindings = List.copyOf(bindings);
    }
}
