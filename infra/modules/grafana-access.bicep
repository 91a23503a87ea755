// The app's role in an Azure Managed Grafana workspace, and the workspace's address.
param workspaceName string
param role string
param appPrincipalId string

var roles = loadJsonContent('../roles.json')

resource workspace 'Microsoft.Dashboard/grafana@2023-09-01' existing = {
  name: workspaceName
}

resource appRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(workspace.id, appPrincipalId, role)
  scope: workspace
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles[role])
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
  }
}

output endpoint string = workspace.properties.endpoint
