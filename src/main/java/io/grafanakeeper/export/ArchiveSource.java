package io.grafanakeeper.export;

import java.io.InputStream;

/** Opens an archive, as often as asked. */
interface ArchiveSource {
    InputStream open();
}
