import type { Relationship } from '../model/graph.ts';
import { relationshipKey } from '../model/keys.ts';
import type { Manages } from './managers.ts';
import type { Join, MatchRule } from './people.ts';

/**
 * How sure a rule is, from 0 to 1: our own judgement, to sort and filter by. Ids are given out once; addresses are now and then
 * given to a successor; user names repeat across systems; a name that only one has today may be another's tomorrow.
 */
const CONFIDENCE: Readonly<Record<MatchRule, number>> = { 'employee-id': 1, email: 0.95, alias: 0.9, 'user-id': 0.9, username: 0.8, name: 0.5, 'display-name': 0.4 };
/** What is left of it where a user agrees with several persons of one system. */
const AMBIGUOUS = 0.5;

interface End {
  readonly id: string;
  readonly key: string;
  readonly type: string;
}

/** `user IS person` as the graph keeps it. */
export const isPerson = ({ user, person, matchedBy, ambiguous }: Join): Relationship => relate(user, 'IS', person, { matchedBy, confidence: CONFIDENCE[matchedBy] * (ambiguous ? AMBIGUOUS : 1), ambiguous });

/** `person MANAGES person` as the graph keeps it. */
export const manages = ({ manager, person, matchedBy }: Manages): Relationship => relate(manager, 'MANAGES', person, { matchedBy });

/** By ids: the same key in two subgraphs is two entities. */
const relate = (from: End, verb: 'IS' | 'MANAGES', to: End, properties: Readonly<Record<string, string | number | boolean>>): Relationship => ({
  _key: relationshipKey(from.id, verb, to.id),
  _type: `${from.type}_${verb.toLowerCase()}_${to.type}`,
  _class: verb,
  displayName: verb,
  _fromEntityKey: from.key,
  _toEntityKey: to.key,
  _fromEntityId: from.id,
  _toEntityId: to.id,
  ...properties,
});
