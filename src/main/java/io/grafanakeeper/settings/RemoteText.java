package io.grafanakeeper.settings;

import java.io.IOException;
import java.net.URI;

/** Reads a text from a URL with the app's identity. */
@FunctionalInterface
public interface RemoteText {
    /** Reads the whole text, decoded from UTF-8; throws when it cannot be had, saying why without any secret. */
    String read(URI uri) throws IOException;
}
