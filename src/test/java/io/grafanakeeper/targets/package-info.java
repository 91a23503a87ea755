/** Tests checks of targets over real HTTP, against Grafanas that accept tokens of one audience only. */
@NullMarked
package io.grafanakeeper.targets;

import org.jspecify.annotations.NullMarked;
