/**
 * Takes backups out of the store as {@code tar.gz} archives, and takes archives in as backups: our own, and those of other tools.
 *
 * <p>Start reading at {@link io.grafanakeeper.export.ExportFunctions} and {@link io.grafanakeeper.export.ArchiveNames}, which says
 * how an archive is laid out; then at {@link io.grafanakeeper.export.ImportJob} and {@link io.grafanakeeper.export.TarReader}, which
 * trusts no archive.
 */
@NullMarked
package io.grafanakeeper.export;

import org.jspecify.annotations.NullMarked;
