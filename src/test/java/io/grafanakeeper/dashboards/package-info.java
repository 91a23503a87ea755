@NullMarked
package io.grafanakeeper.dashboards;

import org.jspecify.annotations.NullMarked;
