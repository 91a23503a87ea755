package io.grafanakeeper.sandbox.host;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads app settings by the host's own rules. */
record HostSettings(Map<String, String> values) {
    private static final Pattern PLACEHOLDER = Pattern.compile("%([^%]+)%");

    HostSettings {
        values = Map.copyOf(values);
    }

    /** Finds a setting; an empty one counts as absent, as it does in Azure. */
    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
    }

    /** Replaces every {@code %SETTING%} of an annotation's text; {@code where} names the place in the error. */
    String resolve(String text, String where) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(find(match.group(1))
                        .orElseThrow(() -> new HostStartException(where + ": the setting " + match.group(1)
                                + ", used in \"" + text + "\", is missing"))));
    }

    /** Tells whether a function is switched off, by the usual name or the one for shells that allow no dots. */
    boolean disabled(String function) {
        return isOn("AzureWebJobs." + function + ".Disabled") || isOn("AzureWebJobs_" + function + "_Disabled");
    }

    private boolean isOn(String name) {
        String value = find(name).orElse("false").toLowerCase(Locale.ROOT);
        return value.equals("true") || value.equals("1");
    }
}
