package io.grafanakeeper.sandbox.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gives access tokens as the managed-identity endpoint of App Service does, and recognises them when a stand-in
 * receives one.
 *
 * <p>Protocol: <a href="https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference">
 * {@code GET IDENTITY_ENDPOINT?api-version=2019-08-01&resource=…[&client_id=…]}</a> with {@code X-IDENTITY-HEADER}.
 */
public final class FakeIdentity implements AutoCloseable {
    /** The client id of the system-assigned identity. */
    public static final String SYSTEM_ASSIGNED = "00000000-aaaa-bbbb-cccc-000000000001";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TokenMint mint = new TokenMint();
    private final String header = UUID.randomUUID().toString();
    private final FaultPlan plan = new FaultPlan();
    private final Map<String, Integer> given = new ConcurrentHashMap<>();
    private final Clock clock;
    private final StubServer server;
    private volatile Duration lifetime = Duration.ofHours(24);
    private volatile boolean denied;

    private FakeIdentity(Clock clock) throws IOException {
        this.clock = clock;
        this.server = StubServer.http(this::answer, plan);
    }

    public static FakeIdentity start() throws IOException {
        return start(Clock.systemUTC());
    }

    /**
     * Starts on a free port; Azurite and the SDK's token cache read the tokens' times with the real clock. The tokens of
     * an earlier stand-in, which the SDK keeps for the whole JVM, are forgotten.
     */
    public static FakeIdentity start(Clock clock) throws IOException {
        forgetTokens();
        return new FakeIdentity(clock);
    }

    /** Makes every credential of this JVM ask again for its next token. */
    public static void forgetTokens() {
        MsalCache.expire();
    }

    /** Returns the SDK's own credential for the system-assigned identity, asking here whatever the environment says. */
    public TokenCredential credential() {
        return redirected().build();
    }

    /** Returns the SDK's own credential for a user-assigned identity, asking here whatever the environment says. */
    public TokenCredential credential(String clientId) {
        return redirected().clientId(clientId).build();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.port() + "/msi/token");
    }

    /** Returns the settings that make the SDK, or a process, ask here. */
    public Map<String, String> env() {
        return Map.of("IDENTITY_ENDPOINT", endpoint().toString(), "IDENTITY_HEADER", header);
    }

    /** Says whether the token was given here, is valid now, and is meant for one of the audiences. */
    public boolean accepts(String token, String... audiences) {
        long now = clock.instant().getEpochSecond();
        return mint.read(token)
                .filter(claims -> claims.path("nbf").asLong() <= now
                        && now < claims.path("exp").asLong())
                .filter(claims -> List.of(audiences).contains(claims.path("aud").textValue()))
                .isPresent();
    }

    /** Returns the claims of a token given here, expired or not. */
    public Optional<JsonNode> claims(String token) {
        return mint.read(token);
    }

    /** Gives a token in-process, for a caller that is not the app. */
    public String token(String audience) {
        return mint.mint(
                audience, SYSTEM_ASSIGNED, clock.instant(), clock.instant().plus(lifetime));
    }

    /** Refuses (403) every request while true. */
    public void deny(boolean deny) {
        denied = deny;
    }

    /** Fails the next requests with a status; the SDK retries 404, 408, 429 and 5xx. */
    public void failNext(int times, int status) {
        plan.times(
                times,
                call -> true,
                Fault.status(
                        status, error(status, "The endpoint fails on purpose.").toString()));
    }

    /** Returns the plan that spoils answers in other ways. */
    public FaultPlan faults() {
        return plan;
    }

    /** Sets how long tokens given from now on are valid; 24 hours at first, as in Azure. */
    public void lifetime(Duration validity) {
        lifetime = validity;
    }

    /** Returns how many tokens were given over HTTP for a resource such as {@code https://vault.azure.net}. */
    public int given(String resource) {
        return given.getOrDefault(resource, 0);
    }

    /** Returns how many requests arrived, refused and spoiled ones included. */
    public int requests() {
        return server.calls();
    }

    @Override
    public void close() {
        server.close();
    }

    private ManagedIdentityCredentialBuilder redirected() {
        return new ManagedIdentityCredentialBuilder()
                .addPolicy(new IdentityRedirect(endpoint(), header))
                .retryOptions(new RetryOptions(new FixedDelayOptions(1, Duration.ofMillis(10))));
    }

    private Answer answer(Call call) {
        if (!call.path().equals("/msi/token") || !call.method().equals("GET")) {
            return problem(404, "There is only GET /msi/token here.");
        }
        if (!call.header("X-IDENTITY-HEADER").filter(header::equals).isPresent()) {
            return problem(401, "X-IDENTITY-HEADER is missing or wrong.");
        }
        if (denied) {
            return problem(403, "The identity is denied on purpose.");
        }
        if (!call.query("api-version").filter("2019-08-01"::equals).isPresent()) {
            return problem(400, "api-version must be 2019-08-01.");
        }
        return call.query("resource")
                .map(resource -> grant(resource, call.query("client_id").orElse(SYSTEM_ASSIGNED)))
                .orElseGet(() -> problem(400, "resource is missing."));
    }

    private Answer grant(String resource, String clientId) {
        Instant now = clock.instant();
        Instant expires = now.plus(lifetime);
        given.merge(resource, 1, Integer::sum);
        return Answer.json(
                200,
                JSON.createObjectNode()
                        .put("access_token", mint.mint(resource, clientId, now, expires))
                        .put("client_id", clientId)
                        .put("expires_on", Long.toString(expires.getEpochSecond()))
                        .put("not_before", Long.toString(now.getEpochSecond()))
                        .put("resource", resource)
                        .put("token_type", "Bearer"));
    }

    private static Answer problem(int status, String message) {
        return Answer.json(status, error(status, message));
    }

    private static ObjectNode error(int status, String message) {
        return JSON.createObjectNode().put("statusCode", status).put("message", message);
    }
}
