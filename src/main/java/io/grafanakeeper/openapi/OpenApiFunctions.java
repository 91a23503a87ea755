package io.grafanakeeper.openapi;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.grafanakeeper.runs.Answers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;

/** Gives out the description of all routes, in the form of OpenAPI 3.1. */
public final class OpenApiFunctions {
    private static final String DOCUMENT = "openapi.json";

    /** Gives the document out: {@code GET openapi.json}. */
    @FunctionName("OpenApi")
    public HttpResponseMessage get(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = DOCUMENT)
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return Answers.guard(request, context, () -> Answers.ok(request, document()));
    }

    private static byte[] document() {
        try (InputStream document =
                Objects.requireNonNull(OpenApiFunctions.class.getResourceAsStream(DOCUMENT), DOCUMENT)) {
            return document.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
