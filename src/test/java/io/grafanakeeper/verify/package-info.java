/** Tests verification. */
@NullMarked
package io.grafanakeeper.verify;

import org.jspecify.annotations.NullMarked;
