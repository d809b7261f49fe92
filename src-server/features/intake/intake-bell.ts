/** Wakes the checking of this process at once; others look by themselves every few seconds. */
export type IntakeBell = {
  ring(): void;
  /** The answer ends it. */
  onRing(listener: () => void): () => void;
};

export function createIntakeBell(): IntakeBell {
  const listeners = new Set<() => void>();
  return {
    ring: () => { for (const listen of listeners) listen(); },
    onRing: listener => {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
  };
}
