package io.grafanakeeper.sandbox.host.samples;

import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import java.util.Optional;

/** A class whose static state fails, which the real worker never answers. */
public final class BrokenStatic {
    private static final int LIMIT = Integer.parseInt("no number");

    @FunctionName("BrokenStatic")
    public HttpResponseMessage run(
            @HttpTrigger(name = "request", route = "broken") HttpRequestMessage<Optional<String>> request) {
        return request.createResponseBuilder(HttpStatus.OK).body(LIMIT).build();
    }
}
