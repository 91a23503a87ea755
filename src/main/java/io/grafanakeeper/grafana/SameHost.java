package io.grafanakeeper.grafana;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** Follows the whole URLs that an answer gives, as long as they stay on the host that gave them: the credential goes along. */
final class SameHost {
    private static final int HTTPS = 443;

    private SameHost() {}

    /**
     * Returns the path and query of a link.
     *
     * @throws GrafanaException.BadAnswer if it leads to another host, or is no URL
     */
    static String path(URI endpoint, String link, Request request) {
        try {
            URI uri = new URI(link);
            boolean same = endpoint.getScheme().equalsIgnoreCase(uri.getScheme())
                    && endpoint.getHost().equalsIgnoreCase(uri.getHost())
                    && port(endpoint) == port(uri)
                    && uri.getRawUserInfo() == null;
            if (same) {
                return uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
            }
        } catch (URISyntaxException e) {
            throw bad(request, "a link that is no URL", e);
        }
        throw bad(request, "a link to another host, which is never followed with a credential", null);
    }

    private static int port(URI uri) {
        return uri.getPort() < 0 ? HTTPS : uri.getPort();
    }

    private static GrafanaException bad(Request request, String reason, @Nullable Throwable cause) {
        return new GrafanaException.BadAnswer(request.method(), request.route(), 200, reason, false, cause);
    }
}
