// What `j1-integration` loads: an integration with JupiterOne's SDK for an invented vendor, whose answers are invented as well (acme.js).
const { existsSync } = require('node:fs');
const { DisabledStepReason, IntegrationValidationError, createIntegrationEntity, createDirectRelationship, createMappedRelationship, RelationshipClass, RelationshipDirection } = require('./sdk.js');
const acme = require('./acme.js');
const wish = require('./wish.js');

const TYPES = {
  account: { resourceName: 'Account', _type: 'acme_account', _class: ['Account'] },
  user: { resourceName: 'User', _type: 'acme_user', _class: ['User'] },
  group: { resourceName: 'Group', _type: 'acme_group', _class: ['UserGroup'] },
  device: { resourceName: 'Device', _type: 'acme_device', _class: ['Device'] },
};
const relationship = (source, _class, target, more) => ({ _type: `${source._type}_${_class.toLowerCase()}_${target._type.replace('acme_', '')}`, sourceType: source._type, _class, targetType: target._type, ...more });
const HAS = RelationshipClass.HAS;
const ACCOUNT_HAS_USER = relationship(TYPES.account, HAS, TYPES.user);
const ACCOUNT_HAS_GROUP = relationship(TYPES.account, HAS, TYPES.group);
const GROUP_HAS_USER = relationship(TYPES.group, HAS, TYPES.user);
const USER_HAS_DEVICE = relationship(TYPES.user, HAS, TYPES.device);
const USER_IS_PERSON = { _type: 'acme_user_is_person', sourceType: TYPES.user._type, _class: RelationshipClass.IS, targetType: 'person', direction: RelationshipDirection.FORWARD };

const accountKey = 'acme_account:main';
const userKey = (id) => `acme_user:${id}`;
const groupKey = (id) => `acme_group:${id}`;
const deviceKey = (serial) => `acme_device:${serial}`;

const account = () => createIntegrationEntity({ entityData: { source: acme.account(), assign: { _key: accountKey, _type: TYPES.account._type, _class: TYPES.account._class, name: 'Acme', displayName: 'Acme' } } });

const user = (source) =>
  createIntegrationEntity({
    entityData: {
      source,
      assign: {
        _key: userKey(source.id),
        _type: TYPES.user._type,
        _class: TYPES.user._class,
        name: source.name,
        displayName: wish.rename && source.id === 1 ? wish.rename : source.name,
        username: source.login,
        email: source.email,
        active: source.state === 'active',
        mfaEnabled: source.mfa,
        roles: source.roles,
        lastLoginOn: source.lastLoginOn,
        score: source.score,
        // What vendors leave out.
        manager: null,
        aliases: [],
        phone: undefined,
        title: '',
      },
    },
  });

const group = (source) => createIntegrationEntity({ entityData: { source, assign: { _key: groupKey(source.id), _type: TYPES.group._type, _class: TYPES.group._class, name: source.name, displayName: source.name } } });

const device = (source) =>
  createIntegrationEntity({
    entityData: {
      source,
      assign: {
        _key: deviceKey(source.serial),
        _type: TYPES.device._type,
        _class: TYPES.device._class,
        name: source.name,
        displayName: source.name,
        category: 'laptop',
        make: 'Acme',
        model: 'One',
        serial: source.serial,
        deviceId: source.serial,
        'tag.Production': false,
        ...(wish.odd === 'fetch-devices' ? { owner: { id: source.owner } } : {}),
      },
    },
  });

/** By key: an entity that has left the SDK's memory would have to be searched on disk. */
const between = (from, fromKey, to, toKey) => createDirectRelationship({ _class: HAS, fromType: from._type, fromKey, toType: to._type, toKey });

const handlers = {
  'fetch-account': async ({ jobState }) => {
    await jobState.addEntity(account());
  },
  'fetch-users': async ({ jobState }) => {
    for (const source of acme.users(wish.users)) {
      await jobState.addEntity(user(source));
      await jobState.addRelationship(between(TYPES.account, accountKey, TYPES.user, userKey(source.id)));
    }
  },
  'fetch-groups': async ({ jobState }) => {
    for (const source of acme.groups(wish.users)) {
      await jobState.addEntity(group(source));
      await jobState.addRelationship(between(TYPES.account, accountKey, TYPES.group, groupKey(source.id)));
      for (const id of source.members) await jobState.addRelationship(between(TYPES.group, groupKey(source.id), TYPES.user, userKey(id)));
    }
  },
  'fetch-devices': async ({ jobState }) => {
    for (const source of acme.devices(wish.users)) {
      await jobState.addEntity(device(source));
      await jobState.addRelationship(between(TYPES.user, userKey(source.owner), TYPES.device, deviceKey(source.serial)));
    }
  },
  'map-people': async ({ jobState }) => {
    await jobState.iterateEntities({ _type: TYPES.user._type }, async (entity) => {
      const email = Array.isArray(entity.email) ? entity.email[0] : entity.email;
      await jobState.addRelationship(
        createMappedRelationship({
          _class: RelationshipClass.IS,
          _type: USER_IS_PERSON._type,
          source: entity,
          target: { _type: 'person', _class: 'Person', _key: undefined, email },
          targetFilterKeys: [['_class', 'email']],
          relationshipDirection: RelationshipDirection.FORWARD,
          skipTargetCreation: true,
        }),
      );
    });
  },
};

/** The steps with what is wished about them: types that are dropped or partial, a step that fails. */
const step = (id, name, { entities = [], relationships = [], mappedRelationships = [], dependsOn = [] }) => {
  const wished = (type) => (wish.partial.has(type._type) ? { ...type, partial: true } : type);
  return {
    id,
    name,
    entities: entities.map(wished),
    relationships: relationships.map(wished),
    mappedRelationships,
    dependsOn,
    executionHandler: async (context) => {
      if (wish.dropped.has(id)) return;
      if (wish.waits === id) while (!existsSync(wish.until)) await new Promise((resolve) => setTimeout(resolve, 50));
      if (wish.fails === id) throw new Error('acme answered with status 500');
      await handlers[id](context);
    },
  };
};

module.exports.invocationConfig = {
  instanceConfigFields: { acmeDomain: { type: 'string', optional: true } },
  validateInvocation: async () => {
    if (wish.refuse) throw new IntegrationValidationError(`Provider authentication failed at https://api.acme.example: 401 Unauthorized`);
  },
  getStepStartStates: () => Object.fromEntries([...Object.keys(handlers)].map((id) => [id, wish.disabled.has(id) ? { disabled: true, disabledReason: DisabledStepReason.PERMISSION } : { disabled: false }])),
  integrationSteps: [
    step('fetch-account', 'Fetch account', { entities: [TYPES.account] }),
    step('fetch-users', 'Fetch users', { entities: [TYPES.user], relationships: [ACCOUNT_HAS_USER], dependsOn: ['fetch-account'] }),
    step('fetch-groups', 'Fetch groups', { entities: [TYPES.group], relationships: [ACCOUNT_HAS_GROUP, GROUP_HAS_USER], dependsOn: ['fetch-users'] }),
    step('fetch-devices', 'Fetch devices', { entities: [TYPES.device], relationships: [USER_HAS_DEVICE], dependsOn: ['fetch-users'] }),
    step('map-people', 'Map people', { mappedRelationships: [USER_IS_PERSON], dependsOn: ['fetch-users'] }),
  ],
};
