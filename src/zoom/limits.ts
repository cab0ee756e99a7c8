import type { RateLabel } from './define-endpoint.ts';

export const PLANS = ['free', 'pro', 'business'] as const;
/** `business` stands for Business, Education, Enterprise and Partners. */
export type Plan = (typeof PLANS)[number];

/** Requests in a window of `windowMs`, and for the whole day where Zoom has a cap. */
export interface Limit {
  readonly requests: number;
  readonly windowMs: number;
  readonly perDay?: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Zoom's limits by plan and label (reference/zoom-api.md, section 2.1). Heavy and Resource-intensive share a day's cap on paid plans. */
export const LIMITS: Readonly<Record<Plan, Readonly<Record<RateLabel, Limit>>>> = {
  free: {
    LIGHT: { requests: 4, windowMs: SECOND, perDay: 6_000 },
    MEDIUM: { requests: 2, windowMs: SECOND, perDay: 2_000 },
    HEAVY: { requests: 1, windowMs: SECOND, perDay: 1_000 },
    RESOURCE_INTENSIVE: { requests: 10, windowMs: MINUTE, perDay: 30_000 },
  },
  pro: {
    LIGHT: { requests: 30, windowMs: SECOND },
    MEDIUM: { requests: 20, windowMs: SECOND },
    HEAVY: { requests: 10, windowMs: SECOND, perDay: 30_000 },
    RESOURCE_INTENSIVE: { requests: 10, windowMs: MINUTE, perDay: 30_000 },
  },
  business: {
    LIGHT: { requests: 80, windowMs: SECOND },
    MEDIUM: { requests: 60, windowMs: SECOND },
    HEAVY: { requests: 40, windowMs: SECOND, perDay: 60_000 },
    RESOURCE_INTENSIVE: { requests: 20, windowMs: MINUTE, perDay: 60_000 },
  },
};
