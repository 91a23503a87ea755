// The function app on the Flex Consumption plan. It signs in everywhere with its identity: no setting holds a key.
param name string
param planName string
param location string
param tags object
param identityId string
param identityClientId string
param hostStorageName string
param deploymentContainerUrl string
param backupBlobUri string
param keyVaultUri string
param appInsightsConnectionString string
param subnetId string
param javaVersion string
param instanceMemoryMB int
param maximumInstanceCount int
param backupSchedule string
param rotationSchedule string
param querySchedule string
param keeperConfig string
param grafanaEndpoint string
#disable-next-line secure-secrets-in-params // a name
param grafanaTokenSecret string

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    tier: 'FlexConsumption'
    name: 'FC1'
  }
  properties: {
    reserved: true
  }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  // azd finds the app to deploy to by this tag.
  tags: union(tags, { 'azd-service-name': 'keeper' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: {
      minTlsVersion: '1.2'
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: deploymentContainerUrl
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
      }
      runtime: {
        name: 'java'
        version: javaVersion
      }
    }
  }
}

resource settings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'appsettings'
  properties: union(
    {
      AzureWebJobsStorage__accountName: hostStorageName
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__clientId: identityClientId
      APPLICATIONINSIGHTS_CONNECTION_STRING: appInsightsConnectionString
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
      AZURE_CLIENT_ID: identityClientId
      BackupStorage__blobServiceUri: backupBlobUri
      KEY_VAULT_URI: keyVaultUri
      // The address of Azure Resource Manager in this cloud.
      ARM_ENDPOINT: environment().resourceManager
      BACKUP_SCHEDULE: backupSchedule
      ROTATION_SCHEDULE: rotationSchedule
      QUERY_SCHEDULE: querySchedule
    },
    empty(keeperConfig) ? {} : { KEEPER_CONFIG: keeperConfig },
    empty(grafanaEndpoint) ? {} : { GRAFANA_ENDPOINT: grafanaEndpoint },
    empty(grafanaTokenSecret) ? {} : { GRAFANA_TOKEN_SECRET: grafanaTokenSecret }
  )
}

// Deployment goes by Entra; passwords for it are shut off. One change at a time: an app refuses two at once.
@batchSize(1)
resource passwords 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = [
  for way in ['ftp', 'scm']: {
    parent: app
    #disable-next-line BCP225 // the type of both is the same
    name: way
    dependsOn: [settings]
    properties: {
      allow: false
    }
  }
]

output name string = app.name
output hostName string = app.properties.defaultHostName
