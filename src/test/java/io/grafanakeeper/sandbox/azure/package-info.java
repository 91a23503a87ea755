/**
 * Stands in for Azure on loopback, so that the unchanged app and the real SDKs run against it by Azure's own host names
 * over TLS: a managed-identity endpoint, a Key Vault, and Azurite for Blob and Queue Storage.
 *
 * <p>Start reading at {@link io.grafanakeeper.sandbox.azure.FakeIdentity}, then {@link
 * io.grafanakeeper.sandbox.azure.FakeKeyVault} and {@link io.grafanakeeper.sandbox.azure.Azurite}. Every stand-in of our
 * own is a {@code StubServer}, whose answers a {@link io.grafanakeeper.sandbox.azure.FaultPlan} can spoil; {@link
 * io.grafanakeeper.sandbox.azure.FaultProxy} puts the same plan in front of any other server.
 */
@NullMarked
package io.grafanakeeper.sandbox.azure;

import org.jspecify.annotations.NullMarked;
