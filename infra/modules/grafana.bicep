// A new Azure Managed Grafana workspace that may read the app's logs, for the dashboard in infra/dashboards.
param name string
param location string
param tags object
param logWorkspaceName string

var roles = loadJsonContent('../roles.json')

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  name: logWorkspaceName
}

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
  }
}

resource logRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(logs.id, workspace.id, 'Monitoring Reader')
  scope: logs
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles['Monitoring Reader'])
    principalId: workspace.identity.principalId
    principalType: 'ServicePrincipal'
  }
}
