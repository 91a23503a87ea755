package io.grafanakeeper.downloads;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps files in memory. */
public final class MemoryDownloads implements DownloadStore {
    private final Map<String, byte[]> files = new HashMap<>();
    private int begun;

    @Override
    public Optional<URI> link(String path) {
        return files.containsKey(path) ? Optional.of(URI.create("https://exports/" + path)) : Optional.empty();
    }

    @Override
    public Upload upload(DownloadFile file, boolean replace) {
        begun++;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        return new Upload() {
            @Override
            public void write(byte[] piece, int offset, int length) {
                bytes.write(piece, offset, length);
            }

            @Override
            public void commit() {
                files.put(file.path(), bytes.toByteArray());
            }
        };
    }

    /** Returns a file that was committed. */
    public Optional<byte[]> file(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /** Returns how many uploads were begun. */
    public int begun() {
        return begun;
    }
}
