package io.grafanakeeper.export;

import java.net.URI;

/** Tells where an archive is: here, or behind a link. */
sealed interface Exported {
    /** Holds an archive small enough to answer with. */
    record Whole(byte[] bytes) implements Exported {}

    /** Points to an archive for a short while; the link lets anyone read it, so it is never logged. */
    record Linked(URI link) implements Exported {}
}
