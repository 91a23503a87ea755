package io.grafanakeeper.downloads;

import java.net.URI;

/** Tells where a file is: here, or behind a link. */
public sealed interface Download {
    /** Holds a file small enough to answer with. */
    record Whole(DownloadFile file, byte[] bytes) implements Download {}

    /** Points to a file for a short while; the link lets anyone read it, so it is never logged. */
    record Linked(URI link) implements Download {}
}
