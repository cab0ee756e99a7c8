// What a check wishes of a run, by environment.
const names = (text) => new Set((text || '').split(',').filter((name) => name !== ''));

module.exports = {
  users: Number(process.env.ACME_USERS || 12),
  /** Steps that find nothing, as if the vendor had none of these any more. */
  dropped: names(process.env.ACME_DROPPED),
  /** Types that are said to be incomplete. */
  partial: names(process.env.ACME_PARTIAL),
  disabled: names(process.env.ACME_DISABLED),
  /** A step that fails. */
  fails: process.env.ACME_FAILS,
  /** A step whose entities have a property that no graph can hold. */
  odd: process.env.ACME_ODD,
  /** A step that waits until this file is there. */
  waits: process.env.ACME_WAITS,
  until: process.env.ACME_UNTIL,
  /** Another display name for the first user. */
  rename: process.env.ACME_RENAME,
  /** Credentials that the vendor does not take. */
  refuse: process.env.ACME_REFUSE === 'true',
};
