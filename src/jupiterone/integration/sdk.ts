/**
 * The part of the contract of JupiterOne's integration SDK that is used here (reference/jupiterone-platform.md, section 1). It is
 * written down, and not imported, so that nobody needs the SDK who does not use it; conformance/ holds it to the SDK's own types.
 */
import type { Entity, Relationship } from '../../model/graph.ts';

export interface InstanceConfigField {
  readonly type?: 'string' | 'json' | 'boolean';
  readonly mask?: boolean;
  readonly optional?: boolean;
}

export interface Instance<C> {
  readonly id: string;
  readonly name: string;
  readonly config: C;
}

export interface Logger {
  info(fields: object, message: string): unknown;
  publishWarnEvent(event: { name: never; description: string }): unknown;
}

export interface JobState {
  setData<T>(key: string, data: T): Promise<void>;
  getData<T>(key: string): Promise<T | undefined>;
  addEntities(entities: never[]): Promise<unknown>;
  addRelationships(relationships: never[]): Promise<void>;
  /** A promise in old versions. */
  hasKey(key: string): boolean | Promise<boolean>;
}

export interface ExecutionContext<C> {
  readonly instance: Instance<C>;
  readonly logger: Logger;
}

export interface StepExecutionContext<C> extends ExecutionContext<C> {
  readonly jobState: JobState;
}

export interface EntityMetadata {
  resourceName: string;
  _type: string;
  _class: string[];
}

export interface RelationshipMetadata {
  _type: string;
  _class: never;
  sourceType: string;
  targetType: string;
}

export interface Step<C> {
  id: string;
  name: string;
  entities: EntityMetadata[];
  relationships: RelationshipMetadata[];
  dependsOn: string[];
  executionHandler(context: StepExecutionContext<C>): Promise<void>;
}

export interface StartState {
  disabled: boolean;
  disabledReason?: never;
}

export interface InvocationConfig<C> {
  instanceConfigFields: Record<string, InstanceConfigField>;
  validateInvocation(context: ExecutionContext<C>): Promise<void>;
  getStepStartStates(context: ExecutionContext<C>): Record<string, StartState>;
  integrationSteps: Step<C>[];
}

/** What the SDK's enumerations want is texts that are known to be in them; the types say only that they are no other thing. */
export const asSdk = (value: string | readonly Entity[] | readonly Relationship[]): never => value as never;
