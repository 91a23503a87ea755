/** Tests {@code io.grafanakeeper.panels}. */
@NullMarked
package io.grafanakeeper.panels;

import org.jspecify.annotations.NullMarked;
