/** Tests the control plane's dashboards over HTTPS against a stand-in that bears its name. */
@NullMarked
package io.grafanakeeper.monitor;

import org.jspecify.annotations.NullMarked;
