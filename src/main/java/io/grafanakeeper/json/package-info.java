/**
 * Reads and writes JSON without losing anything: every field is kept, and every number keeps the spelling it came with.
 *
 * <p>Start reading at {@link io.grafanakeeper.json.LosslessJson}.
 */
@NullMarked
package io.grafanakeeper.json;

import org.jspecify.annotations.NullMarked;
