import published from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import { Ajv } from 'ajv';

/** The published JSON schema of SARIF 2.1.0, as Microsoft's SDK ships it. Its draft is older than Ajv knows; what it uses of it means the same. */
const { $schema: _draft, id: _id, ...schema } = published;

const validate = new Ajv({
  strict: false,
  unicodeRegExp: false,
  allErrors: true,
  formats: {
    uri: (text: string) => URL.canParse(text),
    'uri-reference': (text: string) => URL.canParse(text, 'https://example.com/') && /^[!#-;=?-Z[\]_a-z~]*$/.test(text),
    'date-time': (text: string) => !Number.isNaN(Date.parse(text)),
  },
}).compile(schema);

/** What is wrong with a SARIF log; empty where nothing is. */
export const sarifFaults = (log: unknown): string[] => (validate(log) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`));

export interface SarifNotification {
  readonly level: string;
  readonly message: { readonly text: string };
  readonly descriptor: { readonly id: string };
  readonly associatedRule?: { readonly id: string; readonly index: number };
}
export interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly kind: string;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly { physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } }; logicalLocations: readonly { name: string; fullyQualifiedName: string; kind: string }[] }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
}
export interface SarifRun {
  readonly tool: { readonly driver: { name: string; version: string; rules: readonly { id: string; help: { markdown: string }; defaultConfiguration: { level: string }; properties: { tags: string[] } }[] } };
  readonly results: readonly SarifResult[];
  readonly invocations: readonly { executionSuccessful: boolean; startTimeUtc: string; endTimeUtc: string; toolExecutionNotifications: readonly SarifNotification[] }[];
  readonly automationDetails: { readonly id: string };
}

/** The only run of a log that is valid. */
export function sarifRun(text: string): SarifRun {
  const log = JSON.parse(text) as { runs: SarifRun[] };
  const faults = sarifFaults(log);
  if (faults.length > 0) throw new Error(faults.slice(0, 5).join('\n'));
  return log.runs[0] as SarifRun;
}
