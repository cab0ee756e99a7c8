import { type Finding, factsText } from './finding.ts';

/** A BAD row as a result of SARIF 2.1.0 (§3.27) of the rule with that index. */
export function sarifResult(question: { readonly id: string; readonly title: string }, ruleIndex: number, level: string, finding: Finding) {
  const { who, entity, fingerprint } = finding;
  return {
    ruleId: question.id,
    ruleIndex,
    kind: 'fail',
    level,
    message: { text: literal(messageOf(question.title, finding)) },
    locations: [
      {
        // GitHub refuses a result without a place in a file. There is none: the path is a name that stays the same.
        physicalLocation: { artifactLocation: { uri: uriOf(question.id, entity) }, region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 } },
        logicalLocations: [{ name: who, ...(entity ? { fullyQualifiedName: entity.key } : {}), kind: entity?.type || 'row' }],
      },
    ],
    // The first is the only one that GitHub looks at.
    partialFingerprints: { primaryLocationLineHash: fingerprint, 'graphZoomFinding/v1': fingerprint },
  };
}

function messageOf(title: string, finding: Finding): string {
  const facts = factsText(finding);
  return `${title} ${finding.query === undefined ? '' : `${finding.query}: `}${finding.who}.${facts === '' ? '' : ` ${facts}.`}`;
}

/** Names must not become links or placeholders (§3.11.5, §3.11.6). */
const literal = (text: string): string => text.replaceAll('](', '] (').replace(/\{(?=\d+\})/g, '{ ');

/** `zoom/users/<id>`; a row that is about no single entity has its question's. */
function uriOf(question: string, entity: Finding['entity']): string {
  if (entity === undefined) return `zoom/questions/${segment(question)}`;
  const { key, type } = entity;
  return `zoom/${segment(type === '' ? 'entities' : `${type.replace(/^zoom_/, '')}s`)}/${segment(key.startsWith(`${type}:`) ? key.slice(type.length + 1) : key)}`;
}

/** One part of a path, whatever a key holds: nothing climbs out of the folder. */
const segment = (text: string): string =>
  encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'))
    .replace(/^\.+$/, (dots) => '%2E'.repeat(dots.length))
    .replaceAll("'", '%27');
