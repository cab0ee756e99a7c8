import { type Instance, MASKED } from './platform.ts';

/** An instance as it is kept: its secrets encrypted, beside what is shown. */
export interface InstanceRecord extends Omit<Instance, 'config'> {
  readonly plain: Readonly<Record<string, unknown>>;
  readonly sealed: Readonly<Record<string, string>>;
  /** When its polling was last changed; the schedule counts from there. */
  readonly pollingSince: number;
  /** Of a removed one: nothing of its data lives any more. */
  readonly dataRemoved?: boolean;
}

/** What everybody may see of it. */
export function shown({ plain, sealed, pollingSince: _since, dataRemoved: _gone, ...instance }: InstanceRecord): Instance {
  return { ...instance, config: { ...plain, ...Object.fromEntries(Object.keys(sealed).map((field) => [field, MASKED])) } };
}
