package io.grafanakeeper.sandbox.host;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.EventGridTrigger;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueOutput;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.azure.functions.annotation.StorageAccount;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the parameters of one function's method. */
final class ParameterReader {
    private static final String DEFAULT_CONNECTION = "AzureWebJobsStorage";
    private static final Set<Class<?>> NAMED_TYPES =
            Set.of(String.class, int.class, Integer.class, long.class, Long.class);

    private final String where;
    private final Method method;

    ParameterReader(String where, Method method) {
        this.where = where;
        this.method = method;
    }

    /** Returns the one trigger among the parameters. */
    Trigger trigger() {
        List<Trigger> triggers = Arrays.stream(method.getParameters())
                .map(this::trigger)
                .flatMap(Optional::stream)
                .toList();
        if (triggers.size() != 1) {
            throw new HostStartException(where + ": exactly one parameter must have a trigger (HttpTrigger, "
                    + "TimerTrigger, QueueTrigger or EventGridTrigger), found " + triggers.size());
        }
        return triggers.get(0);
    }

    private Optional<Trigger> trigger(Parameter parameter) {
        HttpTrigger http = parameter.getAnnotation(HttpTrigger.class);
        if (http != null) {
            return Optional.of(http(http));
        }
        TimerTrigger timer = parameter.getAnnotation(TimerTrigger.class);
        if (timer != null) {
            return Optional.of(new Trigger.Timer(timer.schedule()));
        }
        QueueTrigger queue = parameter.getAnnotation(QueueTrigger.class);
        if (queue != null) {
            return Optional.of(new Trigger.Queue(queue.queueName(), connection(queue.connection(), parameter)));
        }
        return parameter.isAnnotationPresent(EventGridTrigger.class)
                ? Optional.of(new Trigger.EventGrid())
                : Optional.empty();
    }

    private Trigger http(HttpTrigger http) {
        String route = http.route().isEmpty()
                ? method.getAnnotation(FunctionName.class).value()
                : http.route();
        Set<String> methods =
                Arrays.stream(http.methods()).map(HttpMethod::toString).collect(Collectors.toUnmodifiableSet());
        return new Trigger.Http(route, methods, http.authLevel());
    }

    private String connection(String annotated, Parameter parameter) {
        if (!annotated.isEmpty()) {
            return annotated;
        }
        StorageAccount near = parameter.getAnnotation(StorageAccount.class);
        StorageAccount account = near != null ? near : method.getAnnotation(StorageAccount.class);
        return account == null ? DEFAULT_CONNECTION : account.value();
    }

    /** Reads what each parameter receives, in order. */
    List<Binding> bindings(Trigger trigger) {
        List<Binding> bindings = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            bindings.add(binding(parameter, trigger));
        }
        return bindings;
    }

    private Binding binding(Parameter parameter, Trigger trigger) {
        if (trigger(parameter).isPresent()) {
            return new Binding.Payload(payload(parameter, trigger));
        }
        BindingName name = parameter.getAnnotation(BindingName.class);
        if (name != null) {
            return named(parameter, name.value(), trigger);
        }
        QueueOutput output = parameter.getAnnotation(QueueOutput.class);
        if (output != null) {
            return output(parameter, output);
        }
        if (parameter.getType() == ExecutionContext.class) {
            return new Binding.Context();
        }
        throw refused(
                parameter, "has no binding this host knows: a trigger, @BindingName, @QueueOutput or ExecutionContext");
    }

    private PayloadKind payload(Parameter parameter, Trigger trigger) {
        String type = shortName(parameter);
        List<PayloadKind> allowed = Arrays.stream(PayloadKind.values())
                .filter(kind -> (kind == PayloadKind.TEXT) != (trigger instanceof Trigger.Http))
                .toList();
        return allowed.stream()
                .filter(kind -> kind.type().equals(type))
                .findFirst()
                .orElseThrow(() -> refused(
                        parameter,
                        "must be "
                                + allowed.stream().map(PayloadKind::type).collect(Collectors.joining(" or "))
                                + ", not " + type));
    }

    private Binding named(Parameter parameter, String name, Trigger trigger) {
        if (!NAMED_TYPES.contains(parameter.getType())) {
            throw refused(parameter, "must be String, int or long, not " + shortName(parameter));
        }
        boolean known = trigger instanceof Trigger.Http
                || (trigger instanceof Trigger.Queue && QueueMessage.PROPERTIES.contains(name));
        if (!known) {
            throw refused(parameter, "asks for \"" + name + "\", which this trigger does not bring");
        }
        return new Binding.Named(name, parameter.getType());
    }

    private Binding output(Parameter parameter, QueueOutput output) {
        String type = shortName(parameter);
        boolean many = type.equals("OutputBinding<List<String>>");
        if (parameter.getType() != OutputBinding.class || (!many && !type.equals("OutputBinding<String>"))) {
            throw refused(parameter, "must be OutputBinding<String> or OutputBinding<List<String>>, not " + type);
        }
        return new Binding.QueueOutput(output.queueName(), connection(output.connection(), parameter), many);
    }

    private HostStartException refused(Parameter parameter, String why) {
        return new HostStartException(where + ": parameter " + parameter.getName() + " " + why);
    }

    /** Writes a generic type without its packages. */
    private static String shortName(Parameter parameter) {
        return parameter.getParameterizedType().getTypeName().replaceAll("[\\w.]+[.$](\\w+)", "$1");
    }
}
