// Grafana Keeper and all it needs. Deploy it with 'azd up', or with 'az deployment sub create'; README.md, "Deploy", says how.
targetScope = 'subscription'

@description('The name of this installation; all names come from it.')
@minLength(1)
@maxLength(40)
param environmentName string

@description('The region of everything that has one.')
@minLength(1)
param location string

@description('The resource group that holds everything; empty for rg-<environmentName>.')
param resourceGroupName string = ''

@description('Whether to make the resource group; false uses one that exists.')
param createResourceGroup bool = true

@description('Tags of all resources.')
param tags object = {}

@description('The name of the function app, which is part of its URL; empty for a generated one.')
param functionAppName string = ''

@description('The version of Java that runs the app.')
@allowed(['17', '21'])
param javaVersion string = '21'

@description('The memory of an instance in MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('The most instances that run at once. Fewer than 40 are refused in some regions.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('BACKUP_SCHEDULE: when every target is backed up.')
param backupSchedule string = '0 0 * * * *'

@description('ROTATION_SCHEDULE: when every credential is looked at.')
param rotationSchedule string = '0 15 * * * *'

@description('QUERY_SCHEDULE: how often to look which queries are due.')
param querySchedule string = '0 * * * * *'

@description('KEEPER_CONFIG: the path, blob URL or YAML of the configuration; empty for the keeper.yaml in the package or a single Grafana.')
param keeperConfig string = ''

@description('GRAFANA_ENDPOINT, for a single Grafana without keeper.yaml; empty takes that of the Azure Managed Grafana workspace, if there is one.')
param grafanaEndpoint string = ''

@description('GRAFANA_TOKEN_SECRET: the name of the Key Vault secret with the token for grafanaEndpoint; empty for Entra.')
#disable-next-line secure-secrets-in-params // a name
param grafanaTokenSecret string = ''

@description('The resource id of an Azure Managed Grafana workspace on which the app gets a role; empty for none.')
param grafanaWorkspaceId string = ''

@description('Whether to make an Azure Managed Grafana workspace; grafanaWorkspaceId does not count then.')
param createGrafana bool = false

@description('The app\'s role in the workspace: Admin to back up everything and rotate tokens, Editor for dashboards and folders.')
@allowed(['Admin', 'Editor'])
param grafanaRole string = 'Admin'

@description('Whether the app may read and write Azure Monitor dashboards with Grafana.')
param azureMonitorDashboards bool = false

@description('The resource groups with these dashboards, separated by commas; empty for the whole subscription.')
param dashboardResourceGroups string = ''

@description('The redundancy of the storage account with the backups.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS', 'Standard_RAGRS', 'Standard_RAGZRS'])
param backupRedundancy string = 'Standard_LRS'

@description('For how many days what was deleted or overwritten can be brought back.')
@minValue(1)
@maxValue(365)
param softDeleteDays int = 14

@description('For how many days no backup can be changed or deleted by anybody; 0 for no immutability policy. The policy is not locked.')
@minValue(0)
@maxValue(146000)
param immutabilityDays int = 0

@description('After how many days records of runs are deleted.')
@minValue(1)
param runRecordDays int = 90

@description('After how many days archives made for downloading are deleted.')
@minValue(1)
param exportDays int = 1

@description('Whether nobody can purge deleted secrets before their time; cannot be switched off again.')
param purgeProtection bool = true

@description('For how many days logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 90

@description('Whether to make alert rules.')
param alerts bool = true

@description('The mail address that alerts go to; empty for none.')
param alertEmail string = ''

@description('The resource id of an action group that alerts go to as well; empty for none.')
param alertActionGroupId string = ''

@description('Whether to subscribe the functions to events. They must exist, so deploy the app first.')
param deployEvents bool = false

@description('With deployEvents: whether to subscribe DashboardChanged to changes of Azure Monitor dashboards in the subscription.')
param watchDashboards bool = false

@description('Whether to reach storage and Key Vault by private endpoints only, from a virtual network made for it.')
param privateNetworking bool = false

@description('With privateNetworking: the addresses of the virtual network, a /24 or larger.')
param addressPrefix string = '10.90.0.0/24'

var groupName = empty(resourceGroupName) ? 'rg-${environmentName}' : resourceGroupName
var token = uniqueString(subscription().id, groupName, environmentName, location)
var allTags = union(tags, { 'azd-env-name': environmentName })
var appName = empty(functionAppName) ? 'func-keeper-${token}' : functionAppName
var newGrafanaId = '${subscription().id}/resourceGroups/${groupName}/providers/Microsoft.Dashboard/grafana/graf-${token}'
// Where there is no workspace, the new one's id stands in, so that the parts below exist; nothing is deployed to it.
var grafanaParts = split(createGrafana || empty(grafanaWorkspaceId) ? newGrafanaId : grafanaWorkspaceId, '/')
var hasGrafana = createGrafana || !empty(grafanaWorkspaceId)
var dashboardGroups = azureMonitorDashboards && !empty(dashboardResourceGroups) ? split(replace(dashboardResourceGroups, ' ', ''), ',') : []

resource newGroup 'Microsoft.Resources/resourceGroups@2024-03-01' = if (createResourceGroup) {
  name: groupName
  location: location
  tags: allTags
}

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' existing = {
  name: groupName
}

module identities 'modules/identities.bicep' = {
  name: 'keeper-identities'
  scope: group
  dependsOn: [newGroup]
  params: {
    appIdentityName: 'id-keeper-${token}'
    eventIdentityName: 'id-keeper-events-${token}'
    location: location
    tags: allTags
  }
}

module network 'modules/network.bicep' = if (privateNetworking) {
  name: 'keeper-network'
  scope: group
  dependsOn: [newGroup]
  params: {
    name: 'vnet-keeper-${token}'
    location: location
    tags: allTags
    addressPrefix: addressPrefix
  }
}

module hostStorage 'modules/host-storage.bicep' = {
  name: 'keeper-host-storage'
  scope: group
  params: {
    name: 'sthost${token}'
    location: location
    tags: allTags
    publicAccess: !privateNetworking
    appPrincipalId: identities.outputs.appPrincipalId
    eventPrincipalId: identities.outputs.eventPrincipalId
  }
}

module backupStorage 'modules/backup-storage.bicep' = {
  name: 'keeper-backup-storage'
  scope: group
  params: {
    name: 'stkeep${token}'
    location: location
    tags: allTags
    redundancy: backupRedundancy
    publicAccess: !privateNetworking
    appPrincipalId: identities.outputs.appPrincipalId
    softDeleteDays: softDeleteDays
    immutabilityDays: immutabilityDays
    runRecordDays: runRecordDays
    exportDays: exportDays
  }
}

module vault 'modules/key-vault.bicep' = {
  name: 'keeper-key-vault'
  scope: group
  params: {
    name: 'kv-keeper-${token}'
    location: location
    tags: allTags
    publicAccess: !privateNetworking
    purgeProtection: purgeProtection
    appPrincipalId: identities.outputs.appPrincipalId
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'keeper-monitoring'
  scope: group
  params: {
    workspaceName: 'log-keeper-${token}'
    appInsightsName: 'appi-keeper-${token}'
    location: location
    tags: allTags
    retentionDays: logRetentionDays
    appPrincipalId: identities.outputs.appPrincipalId
  }
}

module endpoints 'modules/private-endpoints.bicep' = if (privateNetworking) {
  name: 'keeper-private-endpoints'
  scope: group
  params: {
    location: location
    tags: allTags
    token: token
    networkId: network!.outputs.networkId
    subnetId: network!.outputs.endpointSubnetId
    hostStorageId: hostStorage.outputs.id
    backupStorageId: backupStorage.outputs.id
    keyVaultId: vault.outputs.id
  }
}

module grafana 'modules/grafana.bicep' = if (createGrafana) {
  name: 'keeper-grafana'
  scope: group
  params: {
    name: 'graf-${token}'
    location: location
    tags: allTags
    logWorkspaceName: monitoring.outputs.workspaceName
  }
}

module grafanaAccess 'modules/grafana-access.bicep' = if (hasGrafana) {
  name: 'keeper-grafana-access-${token}'
  scope: resourceGroup(grafanaParts[2], grafanaParts[4])
  dependsOn: [grafana]
  params: {
    workspaceName: grafanaParts[8]
    role: 'Grafana ${grafanaRole}'
    appPrincipalId: identities.outputs.appPrincipalId
  }
}

module dashboardsOfSubscription 'modules/dashboard-access-subscription.bicep' = if (azureMonitorDashboards && empty(dashboardResourceGroups)) {
  name: 'keeper-dashboard-access-${token}'
  params: {
    appPrincipalId: identities.outputs.appPrincipalId
  }
}

module dashboardsOfGroups 'modules/dashboard-access-group.bicep' = [
  for name in dashboardGroups: {
    name: 'keeper-dashboard-access-${uniqueString(token, name)}'
    scope: resourceGroup(name)
    params: {
      appPrincipalId: identities.outputs.appPrincipalId
    }
  }
]

module app 'modules/function-app.bicep' = {
  name: 'keeper-function-app'
  scope: group
  dependsOn: [endpoints]
  params: {
    name: appName
    planName: 'plan-keeper-${token}'
    location: location
    tags: allTags
    identityId: identities.outputs.appIdentityId
    identityClientId: identities.outputs.appClientId
    hostStorageName: hostStorage.outputs.name
    deploymentContainerUrl: hostStorage.outputs.deploymentContainerUrl
    backupBlobUri: backupStorage.outputs.blobUri
    keyVaultUri: vault.outputs.uri
    appInsightsConnectionString: monitoring.outputs.connectionString
    subnetId: privateNetworking ? network!.outputs.functionSubnetId : ''
    javaVersion: javaVersion
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    backupSchedule: backupSchedule
    rotationSchedule: rotationSchedule
    querySchedule: querySchedule
    keeperConfig: keeperConfig
    // A configuration names its own Grafanas; without one, this is the Grafana of the target 'default'.
    grafanaEndpoint: !empty(keeperConfig) || !empty(grafanaEndpoint) || !hasGrafana ? grafanaEndpoint : grafanaAccess!.outputs.endpoint
    grafanaTokenSecret: grafanaTokenSecret
  }
}

module workbook 'modules/workbook.bicep' = {
  name: 'keeper-workbook'
  scope: group
  params: {
    location: location
    tags: allTags
    appInsightsId: monitoring.outputs.appInsightsId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module alertRules 'modules/alerts.bicep' = if (alerts) {
  name: 'keeper-alerts'
  scope: group
  params: {
    location: location
    token: token
    tags: allTags
    workspaceId: monitoring.outputs.workspaceId
    email: alertEmail
    actionGroupId: alertActionGroupId
  }
}

module events 'modules/events.bicep' = if (deployEvents) {
  name: 'keeper-events'
  scope: group
  params: {
    location: location
    tags: allTags
    token: token
    functionAppName: app.outputs.name
    keyVaultName: vault.outputs.name
    deadLetterStorageId: hostStorage.outputs.id
    deadLetterContainer: hostStorage.outputs.deadLetterContainer
    identityId: identities.outputs.eventIdentityId
    watchDashboards: watchDashboards
    keepUndelivered: !privateNetworking
  }
}

output AZURE_LOCATION string = location
output AZURE_RESOURCE_GROUP string = groupName
output KEEPER_APP string = app.outputs.name
output KEEPER_URL string = 'https://${app.outputs.hostName}/api'
output KEEPER_STORAGE string = backupStorage.outputs.name
output KEEPER_VAULT string = vault.outputs.name
output KEEPER_LOGS string = monitoring.outputs.workspaceName
