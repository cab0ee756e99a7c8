import { FUNCTIONS } from '../words.ts';
import { type CompletionItem, type CompletionSource, item, keywords, NOW } from './completion.ts';
import type { Draft } from './draft.ts';
import { aliasesOf } from './draft-aliases.ts';
import type { Shape } from './shape.ts';
import { ownerOfNode, properties, values } from './suggest-properties.ts';

const OPERATORS: readonly [string, string][] = [
  ['=', 'equals; of a list: some item'],
  ['!=', 'does not equal, or is absent'],
  ['~=', 'contains'],
  ['!~=', 'does not contain'],
  ['^=', 'starts with'],
  ['!^=', 'does not start with'],
  ['$=', 'ends with'],
  ['!$=', 'does not end with'],
  ['>', 'more than'],
  ['>=', 'at least'],
  ['<', 'less than'],
  ['<=', 'at most'],
];

/** All that may stand where the draft ends, the likeliest first. */
export async function suggest(draft: Draft, shape: Shape, source: CompletionSource): Promise<CompletionItem[]> {
  switch (draft.place) {
    case 'start':
      return keywords('FIND');
    case 'first':
      return [...entityNames(shape, source, undefined), ...keywords('UNIQUE')];
    case 'selector':
    case 'union':
      return entityNames(shape, draft.place === 'selector' ? source : {}, draft.node === undefined ? undefined : reachedBy(draft, shape));
    case 'smart':
      return (source.smartClasses ?? []).map((name) => item('smart', name));
    case 'after-smart':
      return [...entityNames(shape, {}, draft.node?.hop && reached(shape, draft.node.hop)), ...afterEntity(draft)];
    case 'verb-end':
      return afterVerb(draft, shape, source);
    case 'verb':
    case 'verb-union':
      return verbs(draft, shape);
    case 'entity-end':
    case 'group-end':
      return afterEntity(draft);
    case 'step':
      return keywords('THAT');
    case 'operand':
      return operands(draft, shape, source);
    case 'operator':
      return OPERATORS.map(([operator, text]) => item('keyword', operator, text));
    case 'value':
      if (draft.swapped) return operands(draft, shape, source);
      return [...(await values(shape, draft, source)), ...(draft.clause === 'WHERE' ? aliases(draft, '.') : [])];
    case 'condition-end':
      if (draft.paren?.kind === 'values' || draft.paren?.kind === 'filter') return keywords('AND', 'OR');
      return [...keywords('AND', 'OR'), ...(draft.clause === 'WITH' ? afterEntity(draft).filter(({ label }) => label !== 'WITH') : clausesBehind(draft))];
    case 'column':
      return columns(draft);
    case 'column-end':
      return afterColumn(draft);
    case 'by':
      return keywords('BY');
    case 'end':
      return draft.clause === 'SKIP' ? keywords('LIMIT') : [];
    default:
      return [];
  }
}

const reached = (shape: Shape, hop: NonNullable<Draft['hop']>): ReadonlySet<string> | undefined => {
  const types = shape.reached(hop);
  return types.size > 0 ? types : undefined;
};
/** In a union the node has begun; behind the alias of a hop it has not. */
const reachedBy = (draft: Draft, shape: Shape): ReadonlySet<string> | undefined => {
  const hop = draft.place === 'union' ? draft.node?.hop : draft.hop;
  return hop && reached(shape, hop);
};

/** Classes and types: of all, or of those that can be reached. */
function entityNames(shape: Shape, source: Partial<CompletionSource>, types: ReadonlySet<string> | undefined): CompletionItem[] {
  const classes = [...shape.classes(types)].map(([name, of]) => item('class', name, of.join(', ')));
  const all = shape.entities.filter(({ type }) => types === undefined || types.has(type)).map(({ type, classSets }) => item('type', type, [...new Set(classSets.flat())].join(', ')));
  return [...classes, ...all, ...(source.smartClasses ?? []).map((name) => item('smart', `#${name}`))];
}

function afterVerb(draft: Draft, shape: Shape, source: CompletionSource): CompletionItem[] {
  const { hop } = draft;
  if (hop === undefined) return [];
  if (hop.verbs.at(-1) === 'RELATES' && !hop.any) return keywords('TO');
  const arrows = hop.arrow ? [] : [item('keyword', '>>', 'from left to right'), item('keyword', '<<', 'from right to left')];
  return [...entityNames(shape, source, reached(shape, hop)), ...arrows, ...keywords('AS')];
}

function verbs(draft: Draft, shape: Shape): CompletionItem[] {
  const types = shape.typesOfAll(draft.hop?.from ?? []);
  const known = [...shape.verbsAt(types)].filter(([verb]) => !draft.hop?.verbs.includes(verb));
  return [...known.map(([verb, others]) => item('verb', verb, [...others].sort().join(', '))), item('verb', 'RELATES TO', 'any relationship')];
}

function afterEntity(draft: Draft): CompletionItem[] {
  const own = draft.place === 'group-end' ? (draft.named ? [] : ['AS']) : draft.named ? [] : ['WITH', 'AS'];
  const steps = [...keywords('THAT'), item('keyword', '(THAT', 'an optional part: (THAT ...)?')];
  const inGroup = draft.parens.some(({ kind }) => kind === 'group');
  return [...keywords(...own), ...steps, ...(inGroup ? [] : clausesBehind({ clause: 'FIND', tree: false }))];
}

const CLAUSES = ['WHERE', 'RETURN', 'HAVING', 'ORDER BY', 'SKIP', 'LIMIT'];

/** Clauses that may follow the one being written. */
function clausesBehind({ clause, tree }: Pick<Draft, 'clause' | 'tree'>): CompletionItem[] {
  const index = CLAUSES.findIndex((name) => name.split(' ')[0] === clause);
  return keywords(...CLAUSES.slice(index + 1).filter((name) => name !== 'HAVING' || (clause === 'RETURN' && !tree)));
}

const aliases = (draft: Draft, behind: '.' | ''): CompletionItem[] =>
  aliasesOf(draft).map(({ name, nodes, hop }) => item('alias', name, hop ? hop.verbs.join(', ') || 'a relationship' : [...new Set(nodes.flatMap(({ names }) => names))].join(', ') || 'any entity', `${name}${behind}`));

function operands(draft: Draft, shape: Shape, source: CompletionSource): CompletionItem[] {
  if (draft.clause === 'WITH') return properties(ownerOfNode(shape, draft), source, 'own');
  if (draft.clause === 'WHERE') return aliases(draft, '.');
  return outputColumns(draft);
}

/** Names of columns that can be written without quotes or brackets, or with them. */
const outputColumns = (draft: Draft): CompletionItem[] =>
  [...new Set(draft.columns)].map((name) => item('alias', name, 'a column', /^[\w.]+$|^\w+\([\w.]*\)$/.test(name) ? name : `[${name}]`)).filter(({ label }) => !/[\]\n]/.test(label));

function columns(draft: Draft): CompletionItem[] {
  const isFirst = draft.clause === 'RETURN' && draft.columns.length === 0 && draft.paren === undefined;
  const functions = FUNCTIONS.map(({ name, description }) => item('function', name, description, `${name}(`));
  const output = draft.clause === 'ORDER' ? outputColumns(draft) : [];
  return [...output, ...aliases(draft, ''), ...(isFirst ? [item('keyword', 'TREE', 'all that was passed on the way')] : []), ...functions, NOW];
}

function afterColumn(draft: Draft): CompletionItem[] {
  if (draft.paren !== undefined) return [];
  const own = draft.clause === 'ORDER' ? ['ASC', 'DESC'] : draft.clause === 'RETURN' && !draft.tree && draft.itemStart !== undefined ? ['AS'] : [];
  return [...keywords(...own), ...clausesBehind(draft)];
}
