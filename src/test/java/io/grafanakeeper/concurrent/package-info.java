/** Tests the concurrent building blocks, and runs several actors in every order of their steps. */
@NullMarked
package io.grafanakeeper.concurrent;

import org.jspecify.annotations.NullMarked;
