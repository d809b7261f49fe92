export type Signal = { readonly promise: Promise<void>; readonly resolve: () => void; readonly reject: (reason: unknown) => void };

/** A promise that others settle; the first word counts. */
export function createSignal(): Signal {
  let settle: Pick<Signal, 'resolve' | 'reject'> = { resolve: () => undefined, reject: () => undefined };
  const promise = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { promise, ...settle };
}
