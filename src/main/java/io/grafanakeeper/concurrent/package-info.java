/** Holds the few concurrent building blocks that several folders share: a value built on first use, and bounded parallel work. */
@NullMarked
package io.grafanakeeper.concurrent;

import org.jspecify.annotations.NullMarked;
