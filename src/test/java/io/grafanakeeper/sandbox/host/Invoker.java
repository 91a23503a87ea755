package io.grafanakeeper.sandbox.host;

import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/** Runs one call of a function, from its arguments to its output messages, and logs how it went. */
final class Invoker {
    private final FunctionInstanceInjector instances;
    private final Queues queues;
    private final HostLog log;

    Invoker(FunctionInstanceInjector instances, Queues queues, HostLog log) {
        this.instances = instances;
        this.queues = queues;
        this.log = log;
    }

    /** Calls the function; whatever it throws, errors of class loading included, is logged and becomes the failure. */
    @Nullable
    Object call(HostedFunction function, Input input) throws FunctionFailedException {
        String id = UUID.randomUUID().toString();
        long start = System.nanoTime();
        try {
            Object result = run(function, input, id);
            long millis = (System.nanoTime() - start) / 1_000_000;
            log.invocation(Level.INFO, function.name(), id, "succeeded in " + millis + " ms", null);
            return result;
        } catch (Throwable thrown) {
            log.invocation(Level.SEVERE, function.name(), id, verdict(thrown), thrown);
            throw new FunctionFailedException(thrown);
        }
    }

    private @Nullable Object run(HostedFunction function, Input input, String id) throws Throwable {
        Object instance = instances.getInstance(function.type());
        List<Output> outputs = new ArrayList<>();
        List<@Nullable Object> arguments = new ArrayList<>();
        for (Binding binding : function.bindings()) {
            arguments.add(argument(binding, function, input, id, outputs));
        }
        Object result = invoke(function, instance, arguments);
        for (Output output : outputs) {
            Binding.QueueOutput target = output.binding();
            queues.send(target.connection(), target.queue(), output.messages());
        }
        return result;
    }

    private static @Nullable Object invoke(HostedFunction function, Object instance, List<@Nullable Object> arguments)
            throws Throwable {
        // Classes need not be public when an injector makes them.
        function.method().setAccessible(true);
        try {
            return function.method().invoke(instance, arguments.toArray());
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private @Nullable Object argument(
            Binding binding, HostedFunction function, Input input, String id, List<Output> outputs) {
        if (binding instanceof Binding.Payload payload) {
            return input.as(payload.kind());
        }
        if (binding instanceof Binding.Named named) {
            return named(named, input);
        }
        if (binding instanceof Binding.QueueOutput target) {
            Output output = new Output(target);
            outputs.add(output);
            return output;
        }
        return new HostContext(function.name(), id, log.logger(function.name(), id));
    }

    /** A value that is not there fails the call, as in the worker: an optional query value is read from the request. */
    private static Object named(Binding.Named named, Input input) {
        String value = input.names().get(named.name());
        if (value == null) {
            throw new IllegalArgumentException("no value for @BindingName(\"" + named.name() + "\")");
        }
        if (named.type() == String.class) {
            return value;
        }
        boolean isInt = named.type() == int.class || named.type() == Integer.class;
        return isInt ? (Object) Integer.parseInt(value) : (Object) Long.parseLong(value);
    }

    private static String verdict(Throwable thrown) {
        return thrown instanceof LinkageError
                ? "failed outside the method body; the real worker would give no answer at all: " + thrown
                : "failed: " + thrown;
    }
}
