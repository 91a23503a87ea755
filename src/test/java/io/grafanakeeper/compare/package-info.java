/** Tests comparisons: pure parts by themselves, the whole against a store in memory and a fake Grafana over HTTP. */
@NullMarked
package io.grafanakeeper.compare;

import org.jspecify.annotations.NullMarked;
