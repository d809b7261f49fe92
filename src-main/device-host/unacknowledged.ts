/** Pages that were sent and are not yet safe at the parent. */
export type Unacknowledged = {
  readonly add: (index: number) => void;
  readonly remove: (index: number) => void;
  /** Resolves when one more may be sent, or at once when the signal is aborted. */
  readonly room: (signal: AbortSignal) => Promise<void>;
};

export function createUnacknowledged(limit: number): Unacknowledged {
  const indexes = new Set<number>();
  let wake = (): void => undefined;
  return {
    add: index => {
      indexes.add(index);
    },
    remove: index => {
      indexes.delete(index);
      wake();
    },
    room: async signal => {
      const onAbort = (): void => {
        wake();
      };
      signal.addEventListener('abort', onAbort);
      while (indexes.size >= limit && !signal.aborted) {
        await new Promise<void>(resolve => {
          wake = resolve;
        });
      }
      signal.removeEventListener('abort', onAbort);
    },
  };
}
