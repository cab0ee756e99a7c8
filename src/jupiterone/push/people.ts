import type { Store } from '../../store/store.ts';
import type { Member } from './batches.ts';

/** Persons looked up at once. */
const LOOKUP = 1_000;

/**
 * A relationship for each user that JupiterOne joins with the person it knows by that e-mail address, and with nobody where it knows
 * none (`_mapping`, reference/jupiterone-platform.md, section 5.3). The addresses are those of the employee who was found here, else the user's own.
 */
export async function* mappedPeople(store: Store, scope: string): AsyncGenerator<Member & { readonly _class: string; readonly displayName: string; readonly _mapping: object }> {
  const employees = await addressesOfEmployees(store);
  for await (const { _key, email } of store.entities({ type: 'zoom_user', scope })) {
    const own = Array.isArray(email) ? email.map(String) : [];
    const addresses = employees.get(_key) ?? own;
    const [first] = addresses;
    if (first === undefined) continue;
    yield {
      _key: `${_key}|is|person:${first}`,
      _type: 'zoom_user_is_person',
      _class: 'IS',
      displayName: 'IS',
      _mapping: {
        relationshipDirection: 'FORWARD',
        sourceEntityKey: _key,
        targetEntity: { _class: 'Person', email: addresses },
        targetFilterKeys: [['_class', 'email']],
        skipTargetCreation: true,
      },
    };
  }
}

/** By key of the user; of users whose employee is known. */
async function addressesOfEmployees(store: Store): Promise<ReadonlyMap<string, readonly string[]>> {
  const users = new Map<string, string>();
  for await (const { _class, _fromEntityKey, _toEntityKey } of store.relationships({ source: 'system-mapper' })) if (_class === 'IS' && _fromEntityKey.startsWith('zoom_user:')) users.set(_toEntityKey, _fromEntityKey);
  const found = new Map<string, readonly string[]>();
  const persons = [...users.keys()];
  for (let at = 0; at < persons.length; at += LOOKUP)
    for await (const { _key, email } of store.entities({ keys: persons.slice(at, at + LOOKUP) })) {
      const user = users.get(_key);
      if (user !== undefined && Array.isArray(email) && email.length > 0) found.set(user, email.map(String));
    }
  return found;
}
