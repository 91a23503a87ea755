package io.grafanakeeper.export;

import io.grafanakeeper.archive.Content;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Turns titles and uids into names that every file system takes, Windows' among them.
 *
 * <p>A name is NFC, at most 120 UTF-16 units and 240 bytes of UTF-8 (Linux allows 255), has none of {@code < > : " / \ | ? *}, no
 * control character and nothing that turns the direction of writing; it neither begins with a dot or white space nor ends in one; and it
 * is no device of Windows, such as {@code NUL} or {@code com1.json}.
 */
final class SafeName {
    static final int LONGEST = 120;
    static final int MOST_BYTES = 240;

    private static final int LONGEST_UID = 60;
    private static final int HASH_LENGTH = 32;
    private static final String FORBIDDEN = "<>:\"/\\|?*";
    private static final Pattern DEVICE =
            Pattern.compile("(CON|PRN|AUX|NUL|CLOCK\\$|CONIN\\$|CONOUT\\$|(COM|LPT)[0-9\u00b9\u00b2\u00b3]) *(\\..*)?");

    private SafeName() {}

    /**
     * Returns the name of a folder.
     *
     * @param tail ends the name and is never cut, such as what tells it from another folder; may be empty
     */
    static String folder(String title, String tail) {
        return guarded(shortened(clean(title), tail) + tail);
    }

    /**
     * Returns the name of an item's file: {@code <title>__<uid>.json}.
     *
     * @param distinction stands after the uid; may be empty
     */
    static String file(String title, String uid, String distinction) {
        String tail = "__" + uid(uid) + distinction + ".json";
        return guarded(shortened(clean(title), tail) + tail);
    }

    /** Returns a uid whole if it is a safe name of at most 60 characters, else a hash of it after {@code ~}. */
    static String uid(String uid) {
        boolean whole = clean(uid).equals(uid) && uid.length() <= LONGEST_UID && fits(uid, "");
        return whole
                ? uid
                : "~" + Content.hash(uid.getBytes(StandardCharsets.UTF_8)).substring(0, HASH_LENGTH);
    }

    /** Returns the form in which two names are the same to a file system that does not tell upper from lower case. */
    static String folded(String name) {
        String upper = Normalizer.normalize(name, Normalizer.Form.NFC).toUpperCase(Locale.ROOT);
        return Normalizer.normalize(upper.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    }

    private static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        // First, since NFC leaves a lone surrogate as it is and nothing else here composes.
        Normalizer.normalize(text, Normalizer.Form.NFC)
                .codePoints()
                .limit(LONGEST)
                .forEach(point -> clean.appendCodePoint(allowed(point) ? point : '_'));
        String trimmed = withoutEnd(clean.toString().strip());
        return trimmed.startsWith(".") ? "_" + trimmed.substring(1) : trimmed.isEmpty() ? "_" : trimmed;
    }

    private static boolean allowed(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            // Joiners are part of words and of emoji; the others only deceive the eye.
            case Character.FORMAT -> point == 0x200c || point == 0x200d;
            default -> FORBIDDEN.indexOf(point) < 0;
        };
    }

    /** Cuts a text so that the tail has room; a name must not end in a dot or a space after the cut either. */
    private static String shortened(String text, String tail) {
        String head = text;
        while (!fits(head, tail)) {
            head = head.substring(0, head.offsetByCodePoints(head.length(), -1));
        }
        String trimmed = withoutEnd(head);
        return trimmed.isEmpty() ? "_" : trimmed;
    }

    private static boolean fits(String head, String tail) {
        // One less than allowed, for the character that keeps a device's name away.
        return head.length() + tail.length() < LONGEST && bytes(head) + bytes(tail) < MOST_BYTES;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String withoutEnd(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '.' || Character.isWhitespace(text.charAt(end - 1)))) {
            end--;
        }
        return text.substring(0, end);
    }

    private static String guarded(String name) {
        return DEVICE.matcher(name.toUpperCase(Locale.ROOT)).matches() ? "_" + name : name;
    }
}
