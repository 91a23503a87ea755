/** Holds small functions for the tests of the host; start reading at {@code HttpSamples}. */
@NullMarked
package io.grafanakeeper.sandbox.host.samples;

import org.jspecify.annotations.NullMarked;
