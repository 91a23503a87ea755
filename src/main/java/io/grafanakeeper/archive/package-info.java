/**
 * Defines what is kept of a Grafana and how: content-addressed objects and the manifests that name them.
 *
 * <p>Start reading at {@link io.grafanakeeper.archive.Manifest}, then {@link io.grafanakeeper.archive.BackupStore}. Nothing
 * here knows Azure or HTTP.
 */
@NullMarked
package io.grafanakeeper.archive;

import org.jspecify.annotations.NullMarked;
