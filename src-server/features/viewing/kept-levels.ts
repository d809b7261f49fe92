/** What was made for a key, made once also for many who ask at once; the oldest goes when there are more than `most`. */
export function createKeptLevels<Value>(most: number): (key: string, make: () => Promise<Value>) => Promise<Value> {
  const kept = new Map<string, Promise<Value>>();
  return (key, make) => {
    const known = kept.get(key);
    if (known) return known;
    const made = make();
    kept.set(key, made);
    // Sessions end, and the time in a mark moves on.
    if (kept.size > most) kept.delete(kept.keys().next().value ?? '');
    return made;
  };
}
