// The storage account of the Functions host: its own blobs, the queues, the deployed package, undelivered events. Apart from the
// backups, because the host needs Storage Blob Data Owner, which may also delete containers and lift immutability policies.
param name string
param location string
param tags object
param publicAccess bool
param appPrincipalId string
param eventPrincipalId string

var roles = loadJsonContent('../roles.json')
var deploymentContainer = 'app-package'
var deadLetters = 'event-dead-letters'
var jobs = ['backup-jobs', 'restore-jobs', 'rotation-jobs', 'query-jobs']
// A poison queue is made with its queue, so that it can be looked at and watched from the start.
var queues = concat(jobs, map(jobs, job => '${job}-poison'))

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: 'Standard_LRS'
  }
  properties: {
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: publicAccess ? 'Enabled' : 'Disabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: publicAccess ? 'Allow' : 'Deny'
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2023-05-01' = {
  parent: account
  name: 'default'
}

resource containers 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = [
  for container in [deploymentContainer, deadLetters]: {
    parent: blobs
    name: container
  }
]

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2023-05-01' = {
  parent: account
  name: 'default'
}

resource allQueues 'Microsoft.Storage/storageAccounts/queueServices/queues@2023-05-01' = [
  for queue in queues: {
    parent: queueService
    name: queue
  }
]

resource deadLetterContainerResource 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' existing = {
  parent: blobs
  name: deadLetters
}

resource appRoles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in ['Storage Blob Data Owner', 'Storage Queue Data Contributor']: {
    name: guid(account.id, appPrincipalId, role)
    scope: account
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles[role])
      principalId: appPrincipalId
      principalType: 'ServicePrincipal'
    }
  }
]

resource eventRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, eventPrincipalId, 'Storage Blob Data Contributor')
  scope: deadLetterContainerResource
  dependsOn: [containers]
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles['Storage Blob Data Contributor'])
    principalId: eventPrincipalId
    principalType: 'ServicePrincipal'
  }
}

output id string = account.id
output name string = account.name
output deploymentContainerUrl string = '${account.properties.primaryEndpoints.blob}${deploymentContainer}'
output deadLetterContainer string = deadLetters
