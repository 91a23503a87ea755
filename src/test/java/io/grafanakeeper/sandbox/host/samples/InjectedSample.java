package io.grafanakeeper.sandbox.host.samples;

import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import java.util.Optional;

/** A class that only an injector can build. */
public final class InjectedSample {
    private final String greeting;

    private InjectedSample(String greeting) {
        this.greeting = greeting;
    }

    @FunctionName("Injected")
    public HttpResponseMessage run(
            @HttpTrigger(name = "request", route = "injected") HttpRequestMessage<Optional<String>> request) {
        return request.createResponseBuilder(HttpStatus.OK).body(greeting).build();
    }

    /** Builds the sample as an app's own injector does. */
    public static final class Injector implements FunctionInstanceInjector {
        @Override
        public <T> T getInstance(Class<T> type) {
            return type.cast(new InjectedSample("built by the injector"));
        }
    }
}
