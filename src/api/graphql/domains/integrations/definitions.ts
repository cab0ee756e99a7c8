import type { ConfigField, Definition } from '../../../../platform/platform.ts';
import type { FieldResolver, RootField } from '../../domain.ts';
import { pageOf } from '../../page.ts';

/** A definition as GraphQL shows it. */
function shownDefinition(definition: Definition) {
  const configFields = definition.configFields.map(shownField);
  return {
    id: definition.id,
    name: definition.name,
    type: definition.integrationType,
    title: definition.title,
    description: definition.description,
    integrationType: definition.integrationType,
    integrationClass: definition.integrationClass,
    integrationCategory: definition.integrationCategory,
    docsWebLink: definition.docsWebLink,
    beta: false,
    invocationPaused: false,
    // Run by its owner, who uploads.
    managedExecutionDisabled: !definition.runnable,
    integrationPlatformFeatures: { supportsChildInstances: false, supportsCollectors: false, supportsIngestionSourcesConfig: false, supportsAgentConfigurations: false },
    ingestionSourcesConfig: [],
    ingestionSourcesOverrides: [],
    configFields,
    authSections: [],
    configSections: configFields.length === 0 ? [] : [{ displayName: 'Configuration', configFields }],
  };
}

const shownField = ({ options, ...field }: ConfigField) => ({
  ...field,
  immutable: false,
  readonly: false,
  computed: false,
  ...(options === undefined ? {} : { options: options.map((option) => ({ ...option, default: option.value === field.defaultValue })) }),
});

type Shown = ReturnType<typeof shownDefinition>;

const list: RootField = {
  needs: 'reader',
  async resolve(args: { cursor?: string | null }, { lookups }) {
    const { items, pageInfo } = pageOf(await lookups.definitions(), args);
    return { definitions: items.map(shownDefinition), pageInfo };
  },
};

const byId: FieldResolver = async (source: { integrationDefinitionId: string }, _args, { lookups }) => {
  const definition = await lookups.definition(source.integrationDefinitionId);
  return definition ? shownDefinition(definition) : null;
};

export const definitionFields: Readonly<Record<string, RootField>> = {
  integrationDefinitions: list,
  listIntegrationDefinitions: list,
  integrationDefinition: {
    needs: 'reader',
    async resolve({ id }: { id?: string | null }, { lookups }) {
      const definition = id ? await lookups.definition(id) : undefined;
      return definition ? shownDefinition(definition) : null;
    },
  },
  findIntegrationDefinition: {
    needs: 'reader',
    async resolve({ integrationType }: { integrationType: string }, { api }) {
      const definition = await api.platform.definitions.byType(integrationType);
      return definition ? shownDefinition(definition) : null;
    },
  },
};

/** Of whatever has an `integrationDefinitionId`. */
export const definitionOf = { integrationDefinition: byId };

export const definitionTypes = {
  IntegrationDefinition: {
    async totalInstanceCount({ id }: Shown, _args: unknown, { lookups }) {
      return (await lookups.instances()).filter((instance) => instance.definitionId === id && instance.removedOn === undefined).length;
    },
    /** How the last jobs of its instances ended. */
    async integrationJobStatusMetrics({ id }: Shown, _args: unknown, { api, lookups }) {
      lookups.countList();
      const counts = new Map<string, number>();
      for (const { status } of (await api.platform.jobs.list({ definitionId: id, limit: LATEST })).items) counts.set(status, (counts.get(status) ?? 0) + 1);
      return [...counts].map(([status, count]) => ({ status, count }));
    },
  },
} satisfies Readonly<Record<string, Readonly<Record<string, FieldResolver>>>>;

/** Jobs that are counted. */
const LATEST = 100;
