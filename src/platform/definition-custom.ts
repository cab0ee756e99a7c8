import type { Definition } from './platform.ts';

/** JupiterOne's generic definition for integrations that their owners run (reference/jupiterone-platform.md, section 3.4): its id is known to clients. */
export const CUSTOM: Definition = {
  id: '8013680b-311a-4c2e-b53b-c8735fd97a5c',
  integrationType: 'custom',
  name: 'Custom',
  title: 'Custom integration',
  description: 'Anything that its owner runs and that uploads its graph, such as an integration of your own or one of JupiterOne’s.',
  integrationClass: [],
  integrationCategory: [],
  configFields: [],
  runnable: false,
};
