// Subscriptions of the functions to Azure's events. The functions must exist: Event Grid refuses to subscribe one that does not.
param location string
param tags object
param token string
param functionAppName string
param keyVaultName string
param deadLetterStorageId string
param deadLetterContainer string
param identityId string
param watchDashboards bool
param keepUndelivered bool

var identity = {
  type: 'UserAssigned'
  userAssignedIdentities: {
    '${identityId}': {}
  }
}
// Event Grid reaches an account behind a firewall only by an identity of the topic's own, which a container cannot know beforehand.
var undelivered = !keepUndelivered ? null : {
  identity: {
    type: 'UserAssigned'
    userAssignedIdentity: identityId
  }
  deadLetterDestination: {
    endpointType: 'StorageBlob'
    properties: {
      resourceId: deadLetterStorageId
      blobContainerName: deadLetterContainer
    }
  }
}
var retries = {
  maxDeliveryAttempts: 30
  eventTimeToLiveInMinutes: 1440
}

resource app 'Microsoft.Web/sites@2024-04-01' existing = {
  name: functionAppName
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: keyVaultName
}

resource vaultTopic 'Microsoft.EventGrid/systemTopics@2022-06-15' = {
  name: 'evgt-keeper-vault-${token}'
  location: location
  tags: tags
  identity: identity
  properties: {
    source: vault.id
    topicType: 'Microsoft.KeyVault.vaults'
  }
}

resource nearExpiry 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2022-06-15' = {
  parent: vaultTopic
  name: 'secret-near-expiry'
  properties: {
    destination: {
      endpointType: 'AzureFunction'
      properties: {
        resourceId: '${app.id}/functions/SecretNearExpiry'
        maxEventsPerBatch: 1
        preferredBatchSizeInKilobytes: 64
      }
    }
    eventDeliverySchema: 'EventGridSchema'
    filter: {
      includedEventTypes: [
        'Microsoft.KeyVault.SecretNearExpiry'
        'Microsoft.KeyVault.SecretExpired'
      ]
    }
    deadLetterWithResourceIdentity: undelivered
    retryPolicy: retries
  }
}

resource subscriptionTopic 'Microsoft.EventGrid/systemTopics@2022-06-15' = if (watchDashboards) {
  name: 'evgt-keeper-dashboards-${token}'
  location: 'global'
  tags: tags
  identity: identity
  properties: {
    source: subscription().id
    topicType: 'Microsoft.Resources.Subscriptions'
  }
}

resource dashboardChanged 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2022-06-15' = if (watchDashboards) {
  parent: subscriptionTopic
  name: 'dashboard-changed'
  properties: {
    destination: {
      endpointType: 'AzureFunction'
      properties: {
        resourceId: '${app.id}/functions/DashboardChanged'
        maxEventsPerBatch: 1
        preferredBatchSizeInKilobytes: 64
      }
    }
    eventDeliverySchema: 'EventGridSchema'
    filter: {
      includedEventTypes: [
        'Microsoft.Resources.ResourceWriteSuccess'
        'Microsoft.Resources.ResourceDeleteSuccess'
      ]
      advancedFilters: [
        {
          operatorType: 'StringIn'
          key: 'data.operationName'
          values: [
            'Microsoft.Dashboard/dashboards/write'
            'Microsoft.Dashboard/dashboards/delete'
          ]
        }
      ]
    }
    deadLetterWithResourceIdentity: undelivered
    retryPolicy: retries
  }
}
