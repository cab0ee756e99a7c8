/** Why a message was not taken. `retry`: another time it may be. Never holds a secret: whoever makes one redacts (redact.ts). */
export class ChannelFailure extends Error {
  override readonly name = 'ChannelFailure';
  constructor(
    readonly reason: FailureReason,
    message: string,
    readonly more: { readonly retryAfterMs?: number } = {},
  ) {
    super(message);
  }
}

export type FailureReason = 'busy' | 'unreachable' | 'timed-out' | 'server-error' | 'refused' | 'redirected' | 'address-refused' | 'misconfigured';
