import type { Domain } from '../domain.ts';
import { account } from './account/resolvers.ts';
import { alerts } from './alerts/resolvers.ts';
import { counts } from './counts/resolvers.ts';
import { dashboards } from './dashboards/resolvers.ts';
import { graph } from './graph/resolvers.ts';
import { integrations } from './integrations/resolvers.ts';
import { parameters } from './parameters/resolvers.ts';
import { queries } from './queries/resolvers.ts';
import { questions } from './questions/resolvers.ts';
import { rules } from './rules/resolvers.ts';

/** Every part of the API; a new one is a folder and a line here. */
export const DOMAINS: readonly Domain[] = [queries, graph, counts, integrations, account, parameters, dashboards, rules, alerts, questions];
