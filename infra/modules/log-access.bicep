// The role by which a Grafana may read the app's logs. Apart, since its name has to hold an id that is known only when the Grafana is made.
param logWorkspaceName string
param principalId string

var roles = loadJsonContent('../roles.json')

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  name: logWorkspaceName
}

resource logRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(logs.id, principalId, 'Monitoring Reader')
  scope: logs
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles['Monitoring Reader'])
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}
