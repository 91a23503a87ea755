package io.grafanakeeper.tokens;

import io.grafanakeeper.grafana.GrafanaToken;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Says with the tags of a secret's version which token it holds and which one it replaced: {@code grafana-token-id}, {@code
 * grafana-token-name}, {@code previous-token-id} and {@code retire-after}.
 *
 * @param id the token's number in Grafana
 * @param name the token's name in Grafana
 * @param previous the numbers of the tokens that it replaced, usually one
 * @param retireAfter when those may be deleted; {@link Instant#MIN} if there are none
 */
public record TokenTags(long id, String name, Set<Long> previous, Instant retireAfter) {
    private static final String ID = "grafana-token-id";
    private static final String NAME = "grafana-token-name";
    private static final String PREVIOUS = "previous-token-id";
    private static final String RETIRE_AFTER = "retire-after";

    /** Keeps its own copy of the previous numbers. */
    public TokenTags {
        previous = Set.copyOf(previous);
    }

    /** Reads the tags of a version, empty if it was not written by us. */
    public static Optional<TokenTags> of(Map<String, String> tags) {
        try {
            String name = tags.getOrDefault(NAME, "");
            if (name.isEmpty()) {
                return Optional.empty();
            }
            String previous = tags.getOrDefault(PREVIOUS, "");
            Set<Long> numbers = previous.isEmpty()
                    ? Set.of()
                    : Arrays.stream(previous.split(",", -1)).map(Long::valueOf).collect(Collectors.toSet());
            String retireAfter = tags.getOrDefault(RETIRE_AFTER, "");
            return Optional.of(new TokenTags(
                    Long.parseLong(tags.getOrDefault(ID, "")),
                    name,
                    numbers,
                    retireAfter.isEmpty() ? Instant.MIN : Instant.parse(retireAfter)));
        } catch (NumberFormatException | DateTimeException editedByHand) {
            return Optional.empty();
        }
    }

    /** Returns the tags of the next version: those that other people put on the last one, and ours. */
    Map<String, String> on(Map<String, String> others) {
        Map<String, String> tags = new HashMap<>(others);
        tags.put(ID, Long.toString(id));
        tags.put(NAME, name);
        tags.keySet().removeAll(Set.of(PREVIOUS, RETIRE_AFTER));
        if (!previous.isEmpty()) {
            tags.put(PREVIOUS, join(previous));
            tags.put(RETIRE_AFTER, retireAfter.toString());
        }
        return tags;
    }

    /** Tells whether this is the token that the version holds. */
    boolean names(GrafanaToken token) {
        return token.id() == id && token.name().equals(name);
    }

    /** Tells whether the version holds a token that was made for the credential of this name. */
    public boolean madeFor(String credential) {
        return new TokenName(credential).ours(name);
    }

    /** Tells whether somebody may still use the tokens before this one. */
    public boolean overlaps(Instant now) {
        return !previous.isEmpty() && now.isBefore(retireAfter);
    }

    private static String join(Collection<Long> numbers) {
        return new TreeSet<>(numbers).stream().map(Object::toString).collect(Collectors.joining(","));
    }
}
