package io.grafanakeeper.export;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps archives in memory. */
final class MemoryExports implements ExportStore {
    private final Map<String, byte[]> archives = new HashMap<>();
    private int begun;

    @Override
    public Optional<URI> link(String name) {
        return archives.containsKey(name) ? Optional.of(URI.create("https://exports/" + name)) : Optional.empty();
    }

    @Override
    public Upload upload(String name, boolean replace) {
        begun++;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        return new Upload() {
            @Override
            public void write(byte[] piece, int offset, int length) {
                bytes.write(piece, offset, length);
            }

            @Override
            public void commit() {
                archives.put(name, bytes.toByteArray());
            }
        };
    }

    Optional<byte[]> archive(String name) {
        return Optional.ofNullable(archives.get(name));
    }

    int begun() {
        return begun;
    }
}
