/**
 * Computes with time alone: which window a query asks for, how a long one is split, when a schedule is due, what a window's file is
 * called.
 *
 * <p>Start reading at {@link io.grafanakeeper.windows.Windows}. Everything here is pure: the time that counts is passed in, so that the
 * same run asks for the same window however late it starts and however often it is repeated.
 */
@NullMarked
package io.grafanakeeper.windows;

import org.jspecify.annotations.NullMarked;
