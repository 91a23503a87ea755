/**
 * Stands in for a Grafana server: stateful, in memory, over real HTTP, answering as the recorded servers do.
 *
 * <p>Start reading at {@link io.grafanakeeper.sandbox.grafana.FakeGrafana}, what a test holds in its hands; then at {@code
 * Gate}, the way of one request through counters, faults, authentication and the router; then at the area of the API you
 * care about ({@code Dashboards}, {@code Folders}, {@code Keys}, …), of which each organisation has an instance of its
 * own.
 */
@NullMarked
package io.grafanakeeper.sandbox.grafana;

import org.jspecify.annotations.NullMarked;
