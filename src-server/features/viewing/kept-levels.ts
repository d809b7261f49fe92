type Kept<Value> = { readonly made: Promise<Value>; bytes: number };

/** What was made for a key, made once also for many who ask at once; beyond `mostBytes` the longest unused goes. */
export function createKeptLevels<Value>(mostBytes: number, bytesOf: (value: Value) => number): (key: string, make: () => Promise<Value>) => Promise<Value> {
  const kept = new Map<string, Kept<Value>>();
  let usedBytes = 0;
  const drop = (key: string, entry: Kept<Value>): void => {
    kept.delete(key);
    usedBytes -= entry.bytes;
  };
  const keep = (key: string, entry: Kept<Value>): void => {
    // The map is in the order of the last use.
    kept.delete(key);
    kept.set(key, entry);
  };
  const weigh = (key: string, entry: Kept<Value>, value: Value): void => {
    entry.bytes = bytesOf(value);
    usedBytes += entry.bytes;
    // Sessions end, and the time in a mark moves on.
    for (const [oldest, other] of kept) {
      if (usedBytes <= mostBytes || oldest === key) return;
      drop(oldest, other);
    }
  };
  return (key, make) => {
    const known = kept.get(key);
    const entry = known ?? { made: make(), bytes: 0 };
    keep(key, entry);
    if (!known) entry.made.then(value => { weigh(key, entry, value); }, () => { drop(key, entry); });
    return entry.made;
  };
}
