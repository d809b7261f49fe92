import { createContext, useContext, useState, type ReactElement, type ReactNode } from 'react';

const KeptStateContext = createContext<Map<string, unknown> | null>(null);

/** Lives as long as one person's work: what he typed on one screen is there when he comes back from another. */
export function KeptStateProvider({ children }: { readonly children: ReactNode }): ReactElement {
  const [kept] = useState(() => new Map<string, unknown>());
  return <KeptStateContext value={kept}>{children}</KeptStateContext>;
}

/** `useState` that survives a change of screen. The key belongs to one screen: `<feature>.<what>`. */
export function useKeptState<Value>(key: string, start: Value): readonly [Value, (value: Value) => void] {
  const kept = useContext(KeptStateContext);
  // `as`: the same key always keeps the same type.
  const [value, setValue] = useState(() => (kept?.has(key) ? (kept.get(key) as Value) : start));
  return [
    value,
    next => {
      kept?.set(key, next);
      setValue(next);
    },
  ];
}
