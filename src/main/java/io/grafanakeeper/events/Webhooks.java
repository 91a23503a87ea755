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
    private final Once once;
    private final Clock clock;

    /**
     * Creates the guard.
     *
     * @param vault reads the values of a secret that count now
     * @param once remembers across all instances which signatures were seen
     */
    public Webhooks(Supplier<Settings> settings, Function<String, List<String>> vault, Once once, Clock clock) {
        this.settings = settings;
        this.keys = new WebhookKeys(vault, clock);
        this.once = once;
        this.clock = clock;
    }

    /**
     * Says why a call is not authentic, in words for the log and never for the caller; empty if it is authentic. An authentic call
     * with a time is used up by that.
     *
     * @param headers the call's headers, of any case
     */
    Optional<String> refusal(String target, Map<String, String> headers, byte[] body) {
        WebhookSettings webhook = settings.get().webhook(target).orElse(null);
        if (webhook == null) {
            return Optional.of("no webhook is configured for this target");
        }
        String hex = webhook.signatureHeaders().stream()
                .flatMap(name -> header(headers, name).stream())
                .findFirst()
                .orElse("");
        if (!HEX.matcher(hex).matches()) {
            return Optional.of("no signature in " + webhook.signatureHeaders());
        }
        String timeHeader = webhook.timestampHeader();
        String time = timeHeader == null ? null : header(headers, timeHeader).orElse("");
        if (time != null && !isNow(time)) {
            return Optional.of("no time in " + timeHeader + ", or more than five minutes off");
        }
        if (!keys.fit(webhook.secret(), key -> new Signature(hex, time).fits(key, body))) {
            return Optional.of("the signature is of another body or key");
        }
        return firstTime(target, hex, time) ? Optional.empty() : Optional.of("this call came before");
    }

    private boolean isNow(String time) {
        return SECONDS.matcher(time).matches()
                && Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), clock.instant())
                                .abs()
                                .compareTo(TOLERANCE)
                        <= 0;
    }

    /** Without a time a call cannot be told from its replay. */
    private boolean firstTime(String target, String hex, @Nullable String time) {
        return time == null || once.first("webhook-" + target + "/" + time + "-" + hex);
    }

    private static Optional<String> header(Map<String, String> headers, String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
                .map(Map.Entry::getValue)
                .map(String::strip)
                .findFirst();
    }
}
