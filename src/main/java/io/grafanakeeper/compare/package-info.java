/**
 * Compares two backups of a target, or a backup with what its Grafana holds now.
 *
 * <p>Start reading at {@link io.grafanakeeper.compare.CompareFunctions} for the request and at {@code Comparer} for the work.
 * {@code Patch} and {@code Sentences} say what changed inside one item, for machines and for people.
 */
@NullMarked
package io.grafanakeeper.compare;

import org.jspecify.annotations.NullMarked;
