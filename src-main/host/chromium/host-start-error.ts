export type HostStartReason =
  | 'binary-missing'
  | 'no-display'
  | 'no-ordinary-user'
  | 'profile-unusable'
  | 'exited'
  | 'not-answering'
  | 'not-sandboxed';

/** Why no window can be opened on this machine, in words for the person who installs it; there is no window yet to say it in. */
export class HostStartError extends Error {
  readonly reason: HostStartReason;

  constructor(reason: HostStartReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'HostStartError';
    this.reason = reason;
  }
}
