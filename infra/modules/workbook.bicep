// The workbook of Application Insights that shows runs.
param location string
param tags object
param appInsightsId string
param workspaceId string

resource workbook 'Microsoft.Insights/workbooks@2022-04-01' = {
  name: guid(appInsightsId, 'grafana-keeper')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Grafana Keeper'
    category: 'workbook'
    sourceId: appInsightsId
    version: 'Notebook/1.0'
    // The file names no workspace: the one of this installation takes the place of the mark.
    serializedData: replace(loadTextContent('../workbook/grafana-keeper.workbook.json'), '{{workspace}}', workspaceId)
  }
}
