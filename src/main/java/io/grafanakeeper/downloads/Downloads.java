package io.grafanakeeper.downloads;

import java.io.OutputStream;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes files to answer with. How large a file gets is known only at its end, so it grows in memory up to 4 MB and in the {@link
 * DownloadStore} beyond; the answer begins when the file is whole.
 */
public final class Downloads {
    /** The most bytes of an answer: the worker holds all of it in memory, several times. */
    public static final int LARGEST_ANSWER = 4 * 1024 * 1024;

    private final DownloadStore store;

    /** Creates a maker over the store of large files. */
    public Downloads(DownloadStore store) {
        this.store = store;
    }

    /**
     * Makes a file.
     *
     * @param reuse true if a stored file of the same path has the same bytes: then it is not made again
     * @param content writes the whole file or throws; then nothing is stored
     */
    public Download make(DownloadFile file, boolean reuse, Consumer<OutputStream> content) {
        Optional<URI> made = reuse ? store.link(file.path()) : Optional.empty();
        if (made.isPresent()) {
            return new Download.Linked(made.get());
        }
        Spool spool = new Spool(LARGEST_ANSWER, () -> store.upload(file, !reuse));
        content.accept(spool);
        byte[] whole = spool.finish();
        return whole == null ? new Download.Linked(linked(file.path())) : new Download.Whole(file, whole);
    }

    private URI linked(String path) {
        return store.link(path).orElseThrow(() -> new IllegalStateException("the file vanished: " + path));
    }
}
