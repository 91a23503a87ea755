/** Tests retention. */
@NullMarked
package io.grafanakeeper.retention;

import org.jspecify.annotations.NullMarked;
