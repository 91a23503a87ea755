package io.grafanakeeper.notices;

import java.net.URI;
import java.util.List;

/**
 * Holds a message for people, as plain text: what looks like mark-up of a chat is shown as it is. Longer texts are cut.
 *
 * @param title one line
 * @param text the message, lines ended by {@code \n}
 * @param links at most ten places to look further
 */
public record Notice(String title, String text, List<Link> links) {
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_TEXT = 1500;
    private static final int MOST_LINES = 40;
    private static final int MOST_LINKS = 10;

    public Notice {
        title = cut(title.replaceAll("\\s+", " ").strip(), LONGEST_TITLE);
        text = cut(lines(text), LONGEST_TEXT);
        links = links.stream().limit(MOST_LINKS).toList();
    }

    /** Names a place to look further. */
    public record Link(String label, URI address) {}

    private static String lines(String text) {
        List<String> lines = text.lines().toList();
        return lines.size() <= MOST_LINES
                ? String.join("\n", lines)
                : String.join("\n", lines.subList(0, MOST_LINES - 1)) + "\n…";
    }

    private static String cut(String text, int longest) {
        int length = text.codePointCount(0, text.length());
        return length <= longest ? text : text.substring(0, text.offsetByCodePoints(0, longest - 1)) + "…";
    }
}
