import { z } from 'zod';

/**
 * Tolerant schemas: unknown keys are kept, missing keys stay missing. Only what the collector relies on is typed,
 * so that a new key or a changed one elsewhere never breaks a collection.
 */
export const userRecord = z.looseObject({
  /** Absent for pending users. */
  id: z.string().min(1).optional(),
  email: z.string().optional(),
  status: z.string().optional(),
  role_id: z.string().optional(),
  group_ids: z.array(z.string()).optional(),
});
export type ZoomUser = z.infer<typeof userRecord>;

export const userDetail = z.looseObject({
  id: z.string().optional(),
  account_id: z.string().optional(),
  account_number: z.number().optional(),
  login_types: z.array(z.number()).optional(),
});

export const groupRecord = z.looseObject({ id: z.string().min(1), name: z.string().optional(), total_members: z.number().optional() });
export type ZoomGroup = z.infer<typeof groupRecord>;

export const roleRecord = z.looseObject({
  id: z.string().min(1),
  name: z.string().optional(),
  description: z.string().optional(),
  privileges: z.array(z.string()).optional(),
});
export type ZoomRole = z.infer<typeof roleRecord>;

/** A settings answer: sections of settings. Its leaves are read by the collector, declared or not. */
export const settingsAnswer = z.record(z.string(), z.unknown());

export const anyObject = z.record(z.string(), z.unknown());
