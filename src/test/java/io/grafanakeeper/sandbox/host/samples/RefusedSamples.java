package io.grafanakeeper.sandbox.host.samples;

import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import java.util.Map;
import java.util.Optional;

/** Functions the host must not start with, one reason a class. */
public final class RefusedSamples {
    private RefusedSamples() {}

    /** Binds a message to a type of its own. */
    public static final class PojoPayload {
        @FunctionName("Pojo")
        public void run(@QueueTrigger(name = "message", queueName = "jobs") Map<String, String> message) {}
    }

    /** Has a second method of the same name. */
    public static final class Overloaded {
        @FunctionName("Overloaded")
        public void run(@TimerTrigger(name = "timer", schedule = "0 * * * * *") String timer) {
            run();
        }

        public void run() {}
    }

    /** Bears the name of another function. */
    public static final class SameName {
        @FunctionName("tick")
        public void run(@TimerTrigger(name = "timer", schedule = "0 * * * * *") String timer) {}
    }

    /** Returns text, which the host would read as JSON. */
    public static final class ReturnsText {
        @FunctionName("ReturnsText")
        public String run(@HttpTrigger(name = "request") HttpRequestMessage<Optional<String>> request) {
            return "text";
        }
    }

    /** Asks a timer for a message's property. */
    public static final class UnknownProperty {
        @FunctionName("UnknownProperty")
        public void run(
                @TimerTrigger(name = "timer", schedule = "0 * * * * *") String timer,
                @BindingName("DequeueCount") int count) {}
    }

    /** Has a parameter nobody fills. */
    public static final class Unbound {
        @FunctionName("Unbound")
        public void run(@TimerTrigger(name = "timer", schedule = "0 * * * * *") String timer, String other) {}
    }

    /** Takes the route of {@code HttpSamples.item} for one of its methods. */
    public static final class SameRoute {
        @FunctionName("SameRoute")
        public HttpResponseMessage run(
                @HttpTrigger(name = "request", route = "items/{other}") HttpRequestMessage<Optional<String>> request) {
            return request.createResponseBuilder(HttpStatus.OK).build();
        }
    }

    /** Has a schedule of five fields. */
    public static final class FiveFields {
        @FunctionName("FiveFields")
        public void run(@TimerTrigger(name = "timer", schedule = "*/5 * * * *") String timer) {}
    }
}
