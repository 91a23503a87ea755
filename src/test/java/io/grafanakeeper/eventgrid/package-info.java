@NullMarked
package io.grafanakeeper.eventgrid;

import org.jspecify.annotations.NullMarked;
