/**
 * Runs the whole app on one machine, against stand-ins for Grafana and Azure.
 *
 * <p>Start reading at {@link io.grafanakeeper.sandbox.Sandbox}, the command, or at {@link io.grafanakeeper.sandbox.Stage}, which
 * tests use as well. The app itself runs in a process of its own and knows nothing of all this.
 */
@NullMarked
package io.grafanakeeper.sandbox;

import org.jspecify.annotations.NullMarked;
