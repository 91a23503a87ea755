/** Shows on the whole app, in its own process and against stand-ins for Grafana and Azure, what it promises its users. */
@NullMarked
package io.grafanakeeper.acceptance;

import org.jspecify.annotations.NullMarked;
