/** Knows whether the data centre answers: from the outcome of every call, and by asking lightly while it does not. */
export type ConnectionWatch = {
  readonly isOnline: () => boolean;
  readonly report: (isReached: boolean) => void;
  readonly close: () => void;
};

export type ConnectionWatchOptions = {
  /** Reports its own outcome. */
  readonly probe: () => Promise<unknown>;
  readonly onChange: (isOnline: boolean) => void;
  readonly probeEveryMs: number;
};

export function createConnectionWatch({ probe, onChange, probeEveryMs }: ConnectionWatchOptions): ConnectionWatch {
  let isOnline = true; // until the first call says otherwise
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;

  const probeLater = (): void => {
    timer = setTimeout(() => {
      void probe()
        .catch(() => undefined)
        .finally(() => {
          if (!isOnline && !isClosed) probeLater();
        });
    }, probeEveryMs);
    timer.unref();
  };

  return {
    isOnline: () => isOnline,
    report: isReached => {
      if (isClosed || isReached === isOnline) return;
      isOnline = isReached;
      clearTimeout(timer);
      if (!isReached) probeLater();
      onChange(isReached);
    },
    close: () => {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}
