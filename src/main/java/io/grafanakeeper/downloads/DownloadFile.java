package io.grafanakeeper.downloads;

/**
 * Names a file to give out.
 *
 * @param path where a large one is stored, {@code <folder>/<file>}; without characters that a header or a file name must not have
 * @param type its media type
 */
public record DownloadFile(String path, String type) {
    /** Returns the name under which the receiver saves it. */
    public String fileName() {
        return path.replace('/', '-');
    }

    /** Returns the header {@code Content-Disposition}. */
    public String disposition() {
        return "attachment; filename=\"" + fileName() + "\"";
    }
}
