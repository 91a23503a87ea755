/**
 * Tells Application Insights how runs went, in columns and metrics that the host's log lines cannot have: Azure's Java worker hands
 * on texts only.
 *
 * <p>Start reading at {@link io.grafanakeeper.telemetry.AppInsights}. What is sent is made in
 * {@link io.grafanakeeper.telemetry.RunTelemetry}.
 */
@NullMarked
package io.grafanakeeper.telemetry;

import org.jspecify.annotations.NullMarked;
