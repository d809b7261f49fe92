import type { DesktopBridge } from '#shared/contract/desktop-api';

export type DoorNames = { readonly origin: string; readonly binding: string; readonly receiver: string; readonly dropped: string };

/**
 * Opens the one door, `window.desktop`, in the top frame of our own origin. It takes the engine's binding for itself and
 * removes it, so that nothing but JSON of this shape can be sent. Runs inside the page as text: it must not use anything
 * from outside its own braces.
 */
export function openDoor(names: DoorNames): void {
  type Message = { kind: 'reply'; id: number; reply: unknown } | { kind: 'event'; name: string; payload: unknown };
  type Listener = (name: string, payload: unknown) => void;
  // `as`: the engine put the binding there under this name; the DOM's types cannot know it.
  const scope = globalThis as unknown as Record<string, ((text: string) => void) | undefined>;
  const send = scope[names.binding];
  Reflect.deleteProperty(scope, names.binding);
  if (!send || window.top !== window || location.origin !== names.origin) return;

  const { parse, stringify } = JSON;
  const waiting = new Map<number, (reply: unknown) => void>();
  const listeners = new Set<Listener>();
  let lastId = 0;

  const receive = (text: string): void => {
    const message = parse(text) as Message; // `as`: only our own main process calls this
    if (message.kind === 'reply') {
      waiting.get(message.id)?.(message.reply);
      waiting.delete(message.id);
      return;
    }
    for (const listener of [...listeners]) {
      try {
        listener(message.name, message.payload);
      } catch (error) {
        reportError(error);
      }
    }
  };

  const desktop: DesktopBridge = {
    call: (name, input) =>
      new Promise((resolve) => {
        const id = (lastId += 1);
        const text = stringify({ kind: 'call', id, name, input });
        waiting.set(id, resolve);
        send(text);
      }),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
  };
  Object.defineProperty(globalThis, names.receiver, { value: receive });
  Object.defineProperty(globalThis, 'desktop', { value: Object.freeze(desktop), enumerable: true });
}

/**
 * Tells once when content of ours has been painted for the first time. Runs inside the page, before the door takes the
 * binding away, as text: it must not use anything from outside its own braces.
 */
export function announceFirstPaint(names: DoorNames): void {
  // `as`: the engine put the binding there under this name.
  const send = (globalThis as unknown as Record<string, ((text: string) => void) | undefined>)[names.binding];
  if (!send || window.top !== window || location.origin !== names.origin) return;
  let isReady = false;
  const announce = (): void => {
    if (!isReady) send('{"kind":"ready"}');
    isReady = true;
  };
  new PerformanceObserver((entries) => {
    if (entries.getEntriesByName('first-contentful-paint').length > 0) announce();
  }).observe({ type: 'paint', buffered: true });
  // A hidden window paints nothing, and is ready all the same.
  addEventListener('load', () => { setTimeout(announce, 2000); }, { once: true });
}
