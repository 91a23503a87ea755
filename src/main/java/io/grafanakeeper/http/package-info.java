/**
 * Posts to addresses of the configuration that are neither Grafana nor a service with an SDK of ours.
 *
 * <p>Start reading at {@link io.grafanakeeper.http.HttpsPost}.
 */
@NullMarked
package io.grafanakeeper.http;

import org.jspecify.annotations.NullMarked;
