/**
 * Sets up an organisation of a self-hosted Grafana in one request that can be sent again: members, a token in Key Vault, dashboards.
 *
 * <p>Start reading at {@link io.grafanakeeper.orgs.OrgFunctions}; {@link io.grafanakeeper.orgs.OrgWork} lists the steps.
 */
@NullMarked
package io.grafanakeeper.orgs;

import org.jspecify.annotations.NullMarked;
