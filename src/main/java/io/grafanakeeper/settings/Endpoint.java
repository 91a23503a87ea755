package io.grafanakeeper.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks and normalises the endpoint of a Grafana. */
final class Endpoint {
    private Endpoint() {}

    /** Returns scheme, host, port and sub-path without a trailing slash. */
    static URI parse(String text) {
        URI uri = uri(text);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new BadValue("must start with https:// (or http:// for a self-hosted Grafana)");
        }
        if (uri.getRawUserInfo() != null || hasUserInfo(uri.getRawAuthority())) {
            throw new BadValue("must not hold a user or password; use 'auth' and 'secret'");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new BadValue("must not have a query or a fragment; write only https://<host>[/<sub-path>]");
        }
        if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65_535) {
            throw new BadValue("has no usable host and port; a host has only letters, digits, dashes and dots");
        }
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String path = uri.normalize().getRawPath().replaceAll("/{1,100}$", "");
        return URI.create(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port + path);
    }

    private static URI uri(String text) {
        try {
            return new URI(text.strip());
        } catch (URISyntaxException e) {
            throw new BadValue("is not a URL; write https://<host>[/<sub-path>]");
        }
    }

    private static boolean hasUserInfo(@Nullable String authority) {
        return authority != null && authority.contains("@");
    }
}
