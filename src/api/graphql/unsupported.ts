/** What JupiterOne's API has besides, and why it is not here. */
interface Unsupported {
  readonly group: string;
  readonly because: string;
  readonly fields: readonly string[];
}

export const UNSUPPORTED: readonly Unsupported[] = [
  {
    group: 'Reports by e-mail',
    because: 'rules tell of alerts when they open; there are no daily reports',
    fields: ['cumulativeAlertsEmailReportRuleInstances', 'dailyAlertEmailReportRuleInstance', 'upsertCumulativeAlertsEmailReportRuleInstances', 'upsertDailyEmailReportRuleInstance'],
  },
  {
    group: 'Custom definitions',
    because: 'kinds of integration are added by uploading from one',
    fields: ['archiveCustomIntegrationDefinition', 'createCustomIntegrationDefinition', 'customIntegrationDefinition', 'generateExternalId', 'generateExternalIdV2', 'updateCustomIntegrationDefinition'],
  },
  {
    group: 'Access management',
    because: 'keys and roles are managed with `graph-zoom keys` and under /api',
    fields: [
      'addIamUserToGroupByEmail',
      'createIamGroup',
      'createResourcePermission',
      'createResourceGroup',
      'createToken',
      'deleteIamGroup',
      'deleteResourceGroup',
      'iamGetCurrentUser',
      'iamGetGroupList',
      'iamGetUserList',
      'iamGroups',
      'iamGroupUsers',
      'removeIamUserFromGroupByEmail',
      'resourceGroup',
      'resourceGroups',
      'revokeToken',
      'tokens',
      'updateIamGroup',
      'updateResourceGroup',
    ],
  },
  {
    group: 'Compliance',
    because: 'there are no compliance frameworks and controls',
    fields: ['complianceFramework', 'complianceFrameworkItem', 'complianceFrameworks', 'createComplianceFramework', 'createControl', 'deleteComplianceFramework', 'updateComplianceFramework'],
  },
  {
    group: 'Smart classes',
    because: '#CriticalAsset is the only smart class beside those that tags make',
    fields: ['createSmartClass', 'createSmartClassQuery', 'deleteSmartClass', 'evaluateSmartClassRule', 'smartClass', 'smartClasses'],
  },
  {
    group: 'Collectors and drop rules',
    because: 'integrations run in this server or where their owners run them',
    fields: ['createCollectorPool', 'createDropRule', 'deleteCollectorPool', 'deleteDropRule', 'integrationCollectorPools'],
  },
  { group: 'Natural language', because: 'questions are written in J1QL', fields: ['createJ1qlFromNaturalLanguage', 'j1qlFromNaturalLanguage'] },
];

const REASONS = new Map(UNSUPPORTED.flatMap(({ because, fields }) => fields.map((field) => [field, because] as const)));

/** One sentence on a root field that is not here. */
export function whyUnsupported(field: string): string {
  const because = REASONS.get(field);
  return because === undefined ? `${field} is not supported: this server has no such field.` : `${field} is not supported: ${because}.`;
}
