// The app's roles for Azure Monitor dashboards with Grafana in one resource group: the dashboards, and the data that they show.
targetScope = 'resourceGroup'

param appPrincipalId string

var roles = loadJsonContent('../roles.json')

resource appRoles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in ['Azure Monitor Dashboards with Grafana Contributor', 'Monitoring Reader']: {
    name: guid(resourceGroup().id, appPrincipalId, role)
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles[role])
      principalId: appPrincipalId
      principalType: 'ServicePrincipal'
    }
  }
]
