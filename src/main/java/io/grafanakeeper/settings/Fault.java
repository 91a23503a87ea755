package io.grafanakeeper.settings;

/**
 * Names one fault of the configuration and where it stands.
 *
 * @param source the file, URL or app setting
 * @param line from 1, or 0 when the source has no lines
 * @param column from 1, or 0 when the source has no lines
 * @param path the setting, such as {@code targets.prod.kind}; empty for the whole source
 * @param message what is wrong and what is allowed; never a secret's value
 */
public record Fault(String source, int line, int column, String path, String message) {
    /** Returns {@code keeper.yaml:12:5 targets.prod.kind: message}. */
    @Override
    public String toString() {
        String position = line == 0 ? "" : ":" + line + ":" + column;
        return source + position + (path.isEmpty() ? "" : " " + path) + ": " + message;
    }
}
