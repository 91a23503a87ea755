package io.grafanakeeper.tokens;

import io.grafanakeeper.grafana.GrafanaToken;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names the tokens that we make {@code keeper-<credential>-<epoch seconds>}, so that they can be told from all others. */
final class TokenName {
    static final String PREFIX = "keeper-";

    private final String prefix;
    private final Pattern pattern;

    TokenName(String credential) {
        this.prefix = PREFIX + credential + "-";
        this.pattern = Pattern.compile(Pattern.quote(prefix) + "([0-9]{10,12})");
    }

    boolean ours(GrafanaToken token) {
        return ours(token.name());
    }

    boolean ours(String name) {
        return second(name).isPresent();
    }

    /** Returns a name that none of the tokens has, later than theirs. */
    String next(Instant now, List<GrafanaToken> existing) {
        long latest = existing.stream()
                .mapToLong(token -> second(token.name()).orElse(0))
                .max()
                .orElse(0);
        return prefix + Math.max(now.getEpochSecond(), latest + 1);
    }

    private OptionalLong second(String name) {
        Matcher matcher = pattern.matcher(name);
        return matcher.matches() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }
}
