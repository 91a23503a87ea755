package io.grafanakeeper.sandbox.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.util.UrlBuilder;
import java.net.MalformedURLException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Sends a managed-identity request to another endpoint than the environment's.
 *
 * <p>The SDK (MSAL 1.26) reads {@code IDENTITY_ENDPOINT} from the process's environment alone, whatever configuration
 * the credential is given; a test JVM's environment is fixed before the stand-in has a port.
 */
final class IdentityRedirect implements HttpPipelinePolicy {
    private static final HttpHeaderName SECRET = HttpHeaderName.fromString("X-IDENTITY-HEADER");

    private final URI endpoint;
    private final String header;

    IdentityRedirect(URI endpoint, String header) {
        this.endpoint = endpoint;
        this.header = header;
    }

    @Override
    public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
        redirect(context.getHttpRequest());
        return next.process();
    }

    @Override
    public @Nullable HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
        redirect(context.getHttpRequest());
        return next.processSync();
    }

    private void redirect(HttpRequest request) {
        try {
            request.setUrl(UrlBuilder.parse(request.getUrl())
                    .setScheme(endpoint.getScheme())
                    .setHost(endpoint.getHost())
                    .setPort(endpoint.getPort())
                    .toUrl());
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
        request.setHeader(SECRET, header);
    }
}
