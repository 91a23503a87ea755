// A new Azure Managed Grafana workspace that may read the app's logs, for the dashboard in infra/dashboards.
param name string
param location string
param tags object
param logWorkspaceName string

resource workspace 'Microsoft.Dashboard/grafana@2023-09-01' = {
  name: name
  location: location
  tags: tags
  sku: {
    name: 'Standard'
  }
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    publicNetworkAccess: 'Enabled'
    // Without it there are no service accounts, whose tokens are rotated.
    apiKey: 'Enabled'
  }
}

module logAccess 'log-access.bicep' = {
  name: 'keeper-log-access-${uniqueString(workspace.id)}'
  params: {
    logWorkspaceName: logWorkspaceName
    principalId: workspace.identity.principalId
  }
}
