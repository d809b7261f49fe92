import type { DoorNames } from './open-door.ts';

/**
 * Files that a person dropped: only the engine knows where they lie, so they wait under a name for the main process to ask it. Runs
 * inside the page, before the door takes the binding away, as text: it must not use anything from outside its own braces.
 */
export function announceDrops(names: DoorNames): void {
  // `as`: the engine put the binding there under this name.
  const send = (globalThis as unknown as Record<string, ((text: string) => void) | undefined>)[names.binding];
  if (!send || window.top !== window || location.origin !== names.origin) return;
  let waiting: readonly File[] = [];
  addEventListener('drop', (event) => {
    // A drop that a script made up has no person behind it.
    const files = event.isTrusted ? Array.from(event.dataTransfer?.files ?? []) : [];
    if (files.length === 0) return;
    waiting = files;
    send('{"kind":"dropped"}');
  }, true);
  const take = (): readonly File[] => {
    const files = waiting;
    waiting = [];
    return files;
  };
  Object.defineProperty(globalThis, names.dropped, { value: take });
}

/** The same where the preload can ask for itself. */
export function forwardDrops(tell: (files: readonly File[]) => void): void {
  addEventListener('drop', (event) => {
    const files = event.isTrusted ? Array.from(event.dataTransfer?.files ?? []) : [];
    if (files.length > 0) tell(files);
  }, true);
}
