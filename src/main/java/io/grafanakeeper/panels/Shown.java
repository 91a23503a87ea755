package io.grafanakeeper.panels;

import java.util.Collection;
import java.util.stream.Collectors;

/** Shows names of a dashboard in messages: on one line, cut where they are long or many. */
final class Shown {
    private static final int LONGEST = 60;
    private static final int MOST = 20;

    private Shown() {}

    static String quote(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ");
        boolean fits = line.codePointCount(0, line.length()) <= LONGEST;
        return "'" + (fits ? line : line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "…") + "'";
    }

    static String list(Collection<String> shown) {
        String first = shown.stream().limit(MOST).collect(Collectors.joining(", "));
        if (shown.isEmpty()) {
            return "none";
        }
        return shown.size() <= MOST ? first : first + " and " + (shown.size() - MOST) + " more";
    }
}
