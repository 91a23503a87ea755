// The app's identity, and another for Event Grid, which needs nothing but to write undelivered events.
param appIdentityName string
param eventIdentityName string
param location string
param tags object

resource appIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: appIdentityName
  location: location
  tags: tags
}

resource eventIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: eventIdentityName
  location: location
  tags: tags
}

output appIdentityId string = appIdentity.id
output appClientId string = appIdentity.properties.clientId
output appPrincipalId string = appIdentity.properties.principalId
output eventIdentityId string = eventIdentity.id
output eventPrincipalId string = eventIdentity.properties.principalId
