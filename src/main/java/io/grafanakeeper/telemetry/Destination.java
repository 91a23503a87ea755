package io.grafanakeeper.telemetry;

import io.grafanakeeper.http.HttpsPost;
import io.grafanakeeper.runs.ServiceException;
import java.net.URI;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Says where telemetry goes and as whom.
 *
 * @param track the address that takes it
 * @param key the resource's instrumentation key, which every item bears
 * @param authorization gives the value of the header {@code Authorization}; none where the key is enough
 */
record Destination(URI track, String key, Optional<Supplier<String>> authorization) {
    static final String SERVICE = "Application Insights";

    private static final String PUBLIC_ENDPOINT = "https://dc.services.visualstudio.com/";
    private static final String PUBLIC_AUDIENCE = "https://monitor.azure.com/";

    /**
     * Reads the two settings of the Functions host.
     *
     * @param connection {@code InstrumentationKey=…;IngestionEndpoint=https://…/;…}, see <a
     *     href="https://learn.microsoft.com/azure/azure-monitor/app/connection-strings">connection strings</a>
     * @param authentication {@code Authorization=AAD[;ClientId=…]}, or empty to go by the key alone
     * @param signIn given the client id of a user-assigned identity (empty for the app's own) and a scope, returns what gives the
     *     header's value
     * @throws ServiceException if the connection string is none; never with its text
     */
    static Destination of(
            String connection, String authentication, BiFunction<Optional<String>, String, Supplier<String>> signIn) {
        Pairs settings = new Pairs(connection);
        Pairs identity = new Pairs(authentication);
        String scope = settings.find("AADAudience").orElse(PUBLIC_AUDIENCE) + "/.default";
        boolean entra =
                identity.find("Authorization").filter("AAD"::equalsIgnoreCase).isPresent();
        return new Destination(
                track(settings.find("IngestionEndpoint").orElse(PUBLIC_ENDPOINT)),
                settings.find("InstrumentationKey").orElseThrow(() -> unusable("has no InstrumentationKey")),
                entra ? Optional.of(signIn.apply(identity.find("ClientId"), scope)) : Optional.empty());
    }

    private static URI track(String endpoint) {
        return HttpsPost.address(endpoint.replaceAll("/+$", "") + "/v2.1/track")
                .orElseThrow(() -> unusable("has an IngestionEndpoint that is no https address"));
    }

    private static ServiceException unusable(String why) {
        return new ServiceException(SERVICE, "APPLICATIONINSIGHTS_CONNECTION_STRING " + why, false, null);
    }

    /** Hides the key. */
    @Override
    public String toString() {
        return "Destination[" + track + "]";
    }
}
