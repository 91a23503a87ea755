package io.grafanakeeper.events;

import io.grafanakeeper.runs.Once;
import io.grafanakeeper.settings.Settings;
import io.grafanakeeper.settings.WebhookSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells authentic calls of webhooks from others. */
public final class Webhooks {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    private final Supplier<Settings> settings;
    private final WebhookKeys keys;
    private final Predicate<String> claimed;
    private final Once once;
    private final Clock clock;

    /**
     * Creates the guard.
     *
     * @param vault reads the values of a secret that count now
     * @param claimed tells what {@code once} remembers
     * @param once remembers across all instances which signatures were used up
     */
    public Webhooks(
            Supplier<Settings> settings,
            Function<String, List<String>> vault,
            Predicate<String> claimed,
            Once once,
            Clock clock) {
        this.settings = settings;
        this.keys = new WebhookKeys(vault, clock);
        this.claimed = claimed;
        this.once = once;
        this.clock = clock;
    }

    /**
     * Says what a look at a call found.
     *
     * @param refusal why it is not authentic, in words for the log and never for the caller; null if it is authentic
     * @param claim what {@link #useUp} claims; null where a call cannot be told from its replay, since it has no time
     */
    record Verdict(@Nullable String refusal, @Nullable String claim) {
        static Verdict refused(String why) {
            return new Verdict(why, null);
        }
    }

    /**
     * Looks whether a call is authentic, and no replay of one that was used up.
     *
     * @param headers the call's headers, of any case
     */
    Verdict look(String target, Map<String, String> headers, byte[] body) {
        WebhookSettings webhook = settings.get().webhook(target).orElse(null);
        if (webhook == null) {
            return Verdict.refused("no webhook is configured for this target");
        }
        String hex = webhook.signatureHeaders().stream()
                .flatMap(name -> header(headers, name).stream())
                .findFirst()
                .orElse("");
        if (!HEX.matcher(hex).matches()) {
            return Verdict.refused("no signature in " + webhook.signatureHeaders());
        }
        String timeHeader = webhook.timestampHeader();
        String time = timeHeader == null ? null : header(headers, timeHeader).orElse("");
        if (time != null && !isNow(time)) {
            return Verdict.refused("no time in " + timeHeader + ", or more than five minutes off");
        }
        if (!keys.fit(webhook.secret(), key -> new Signature(hex, time).fits(key, body))) {
            return Verdict.refused("the signature is of another body or key");
        }
        String claim = time == null ? null : "webhook-" + target + "/" + time + "-" + hex;
        return claim != null && claimed.test(claim)
                ? Verdict.refused("this call came before")
                : new Verdict(null, claim);
    }

    /** Uses up an authentic call, so that its replays are refused from now on. */
    void useUp(Verdict verdict) {
        if (verdict.claim() != null) {
            // Somebody else may have claimed it since the look: see EventWork.
            once.first(verdict.claim());
        }
    }

    private boolean isNow(String time) {
        return SECONDS.matcher(time).matches()
                && Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), clock.instant())
                                .abs()
                                .compareTo(TOLERANCE)
                        <= 0;
    }

    private static Optional<String> header(Map<String, String> headers, String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
                .map(Map.Entry::getValue)
                .map(String::strip)
                .findFirst();
    }
}
