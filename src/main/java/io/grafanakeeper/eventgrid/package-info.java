/**
 * Reads the events that Event Grid delivers, in either of its two schemas. Start reading at {@link
 * io.grafanakeeper.eventgrid.GridEvent}.
 */
@NullMarked
package io.grafanakeeper.eventgrid;

import org.jspecify.annotations.NullMarked;
