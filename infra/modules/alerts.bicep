// Rules that tell when a backup is missing or partial, a credential is in danger, or a message was given up. The queries are in
// infra/queries; each row that one finds is something to tell.
param location string
param token string
param tags object
param workspaceId string
param email string
param actionGroupId string

var rules = [
  {
    name: 'backup-missing'
    title: 'Grafana Keeper - no backup for 26 hours'
    text: 'A target that was backed up before, or every target, has had no backup for 26 hours. It also fires until the first backup is made.'
    query: loadTextContent('../queries/backup-missing.kql')
    severity: 1
    every: 'PT1H'
    window: 'PT1H'
    // What was backed up yesterday is to be seen too; two days are the most that a rule may look at.
    range: 'P2D'
  }
  {
    name: 'backup-partial'
    title: 'Grafana Keeper - a backup is partial'
    text: 'The newest backup of a target lacks items; the run names them.'
    query: loadTextContent('../queries/backup-partial.kql')
    severity: 2
    every: 'PT1H'
    window: 'PT1H'
    range: 'P1D'
  }
  {
    name: 'credential-expiring'
    title: 'Grafana Keeper - a credential expires within 3 days'
    text: 'A credential that should have been rotated expires within 3 days.'
    query: loadTextContent('../queries/credential-expiring.kql')
    severity: 1
    every: 'PT1H'
    window: 'PT1H'
    range: 'P2D'
  }
  {
    name: 'rotation-failed'
    title: 'Grafana Keeper - a rotation failed'
    text: 'A credential could not be rotated; its secret holds the last good token until that expires.'
    query: loadTextContent('../queries/rotation-failed.kql')
    severity: 2
    every: 'PT15M'
    window: 'PT15M'
    range: 'PT1H'
  }
  {
    name: 'poison-messages'
    title: 'Grafana Keeper - a message was given up'
    text: 'A message failed five times and is in a poison queue.'
    query: loadTextContent('../queries/poison-messages.kql')
    severity: 2
    every: 'PT15M'
    window: 'PT15M'
    range: 'PT1H'
  }
]

resource mail 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: 'ag-keeper-${token}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'keeper'
    enabled: true
    emailReceivers: [
      {
        name: 'mail'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

resource alerts 'Microsoft.Insights/scheduledQueryRules@2022-06-15' = [
  for rule in rules: {
    name: 'keeper-${rule.name}-${token}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: rule.title
      description: rule.text
      enabled: true
      severity: rule.severity
      scopes: [workspaceId]
      evaluationFrequency: rule.every
      windowSize: rule.window
      overrideQueryTimeRange: rule.range
      autoMitigate: true
      // The function KeeperRuns() of a new workspace may not be known yet at the first deployment.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      actions: {
        actionGroups: union(empty(email) ? [] : [mail.id], empty(actionGroupId) ? [] : [actionGroupId])
      }
    }
  }
]
