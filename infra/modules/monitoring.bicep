// Logs, and the function KeeperRuns() over them: the one place that knows what a run's line in the log looks like.
param workspaceName string
param appInsightsName string
param location string
param tags object
param retentionDays int
param appPrincipalId string

var roles = loadJsonContent('../roles.json')

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: workspaceName
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: retentionDays
  }
}

resource appInsights 'Microsoft.Insights/components@2020-02-02' = {
  name: appInsightsName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    IngestionMode: 'LogAnalytics'
    // Telemetry is taken from identities with a role only, not from whoever knows the connection string.
    DisableLocalAuth: true
  }
}

resource runs 'Microsoft.OperationalInsights/workspaces/savedSearches@2020-08-01' = {
  parent: workspace
  name: 'KeeperRuns'
  // Without it, a second deployment would be refused.
  etag: '*'
  properties: {
    category: 'Grafana Keeper'
    displayName: 'KeeperRuns'
    functionAlias: 'KeeperRuns'
    query: loadTextContent('../queries/KeeperRuns.kql')
    version: 2
  }
}

resource appRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(appInsights.id, appPrincipalId, 'Monitoring Metrics Publisher')
  scope: appInsights
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles['Monitoring Metrics Publisher'])
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
  }
}

output workspaceId string = workspace.id
output workspaceName string = workspace.name
output appInsightsId string = appInsights.id
output connectionString string = appInsights.properties.ConnectionString
