/**
 * Adapts Azure to the jobs: identities, Key Vault and Blob Storage. The only user of the Azure SDK beside the injector.
 *
 * <p>Start reading at {@link io.grafanakeeper.azure.AzureServices}, which builds each SDK client on its first use.
 */
@NullMarked
package io.grafanakeeper.azure;

import org.jspecify.annotations.NullMarked;
