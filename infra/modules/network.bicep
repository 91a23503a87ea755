// A virtual network with one subnet for the functions and one for private endpoints.
param name string
param location string
param tags object
param addressPrefix string

resource network 'Microsoft.Network/virtualNetworks@2024-01-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [addressPrefix]
    }
    subnets: [
      {
        name: 'functions'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 26, 0)
          delegations: [
            {
              // Apps on Flex Consumption run in environments of Azure Container Apps.
              name: 'flex-consumption'
              properties: {
                serviceName: 'Microsoft.App/environments'
              }
            }
          ]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 27, 2)
        }
      }
    ]
  }
}

output networkId string = network.id
output functionSubnetId string = '${network.id}/subnets/functions'
output endpointSubnetId string = '${network.id}/subnets/endpoints'
