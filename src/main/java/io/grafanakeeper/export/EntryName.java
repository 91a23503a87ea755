package io.grafanakeeper.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Judges the names in archives. Nothing is ever unpacked to a disk, yet what tries to leave its folder is not what it seems. */
final class EntryName {
    private static final int LONGEST = 4096;
    private static final int LONGEST_SHOWN = 200;
    private static final Pattern DRIVE = Pattern.compile("^[A-Za-z]:.*", Pattern.DOTALL);

    private EntryName() {}

    /** Returns what is wrong with a name, empty if nothing is. */
    static Optional<String> fault(String name) {
        if (name.length() > LONGEST) {
            return Optional.of("its name is absurdly long");
        }
        if (name.indexOf('\\') >= 0) {
            return Optional.of("its name has a backslash");
        }
        if (name.startsWith("/") || DRIVE.matcher(name).matches()) {
            return Optional.of("its name is absolute");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("its name has control characters");
        }
        return List.of(name.split("/", -1)).contains("..")
                ? Optional.of("its name leads out of the archive")
                : Optional.empty();
    }

    /** Returns a name without the parts that mean nothing: {@code ./a//b} is {@code a/b}. */
    static String plain(String name) {
        List<String> parts = new ArrayList<>();
        for (String part : name.split("/", -1)) {
            if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }

    /** Returns a name fit to be shown to people and written to logs. */
    static String shown(String name) {
        String clean = name.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= LONGEST_SHOWN ? clean : clean.substring(0, LONGEST_SHOWN) + "…";
    }
}
