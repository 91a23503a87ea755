/**
 * Reads a backup again, object by object, and tells what is missing, what is corrupt and what belongs to no backup.
 *
 * <p>Start reading at {@link io.grafanakeeper.verify.Verification}.
 */
@NullMarked
package io.grafanakeeper.verify;

import org.jspecify.annotations.NullMarked;
