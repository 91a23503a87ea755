/**
 * Serves the app's functions on one machine as the Azure Functions host and its Java worker do in Azure.
 *
 * <p>Start reading at {@link io.grafanakeeper.sandbox.host.FunctionHost}; {@code Discovery} finds the functions,
 * {@code Invoker} runs one call, and {@code HttpFront}, {@code TimerLoop}, {@code QueueLoop} and
 * {@code EventGridEndpoint} are the four ways a call comes about. Where the real host is strict or odd (a chunked
 * request arrives empty, empty query values vanish, header names are lower case), this one is as well: code that works
 * here must not fail there.
 */
@NullMarked
package io.grafanakeeper.sandbox.host;

import org.jspecify.annotations.NullMarked;
