/**
 * Backs up single items beside everything that the last complete backup holds, so that what is asked for by name is kept at once and
 * every backup is whole.
 *
 * <p>Start reading at {@link io.grafanakeeper.itembackup.ItemBackup}.
 */
@NullMarked
package io.grafanakeeper.itembackup;

import org.jspecify.annotations.NullMarked;
