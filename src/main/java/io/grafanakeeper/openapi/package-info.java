/**
 * Gives out the description of the HTTP API.
 *
 * <p>{@code openapi.json}, beside this package in the resources, is written by hand; {@code OpenApiTest} holds it against the functions,
 * and every answer that an integration test gets is held against it.
 */
@NullMarked
package io.grafanakeeper.openapi;

import org.jspecify.annotations.NullMarked;
