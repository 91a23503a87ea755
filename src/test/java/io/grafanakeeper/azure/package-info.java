/** Tests the adapters of Azure's services against their stand-ins. */
@NullMarked
package io.grafanakeeper.azure;

import org.jspecify.annotations.NullMarked;
