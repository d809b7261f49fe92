import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { z } from 'zod';
import { desktopApi, desktopEvents, type DesktopApi, type DesktopEvents } from '../../src-shared/contract/desktop-api.ts';
import { createClient, type Client, type Reply } from '../../src-shared/contract/operation.ts';
import type { AppHost, CallHandler, HostEvents, ServeHandler, ServeResponse } from '../../src-main/host/app-host.ts';

/** `atMs`: by `performance.now()`. */
export type HeardEvent = { readonly name: string; readonly payload: unknown; readonly atMs: number };

/** Everything a window can ask of a terminal. */
export type Requests = {
  /** What a window would get for any name and any input. */
  readonly callRaw: (name: string, input: unknown) => Promise<Reply>;
  readonly get: (address: string, method?: string) => Promise<ServeResponse | null>;
};

/** What a window does and hears. */
export type TestWindow = Requests & {
  readonly call: Client<DesktopApi>;
  readonly events: readonly HeardEvent[];
  /** The next event of this name, or one that was heard already; parsed. */
  readonly waitFor: <Name extends keyof DesktopEvents>(name: Name, options?: { readonly timeoutMs?: number; readonly from?: number }) => Promise<z.output<DesktopEvents[Name]>>;
};

/**
 * A host without a window: the test is the window. It claims to be the Chromium host, opens nothing, and carries calls,
 * events and served pages as JSON and bytes the way a real host does.
 */
export type TestHost = AppHost & TestWindow & { readonly closeWindow: () => void };

const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

/** A window onto a terminal, wherever that runs; `hear` takes what the terminal tells. */
export function createTestWindow(requests: Requests): TestWindow & { readonly hear: (name: string, payload: unknown) => void } {
  const events: HeardEvent[] = [];
  return {
    ...requests,
    call: createClient(desktopApi, requests.callRaw),
    events,
    hear: (name, payload) => {
      events.push({ name, payload, atMs: performance.now() });
    },
    waitFor: async (name, { timeoutMs = 20_000, from = 0 } = {}) => {
      const until = performance.now() + timeoutMs;
      for (;;) {
        const heard = events.slice(from).find(event => event.name === name);
        // `as`: the event's own schema has just parsed it.
        if (heard) return desktopEvents[name].parse(heard.payload) as z.output<DesktopEvents[typeof name]>;
        if (performance.now() > until) throw new Error(`no ${name} within ${String(timeoutMs)} ms`);
        await delay(10);
      }
    },
  };
}

export function createTestHost(onEvent: (name: string, payload: unknown) => void = () => undefined): TestHost {
  const hostEvents = new EventEmitter();
  const tell = <Name extends keyof HostEvents>(name: Name, event: HostEvents[Name]): void => {
    hostEvents.emit(name, event);
  };
  let serve: ServeHandler = () => Promise.resolve(null);
  let answer: CallHandler = () => Promise.reject(new Error('no handler'));
  const { hear, ...window } = createTestWindow({
    // `as`: a Reply goes through JSON as a Reply.
    callRaw: async (name, input) => asJson(await answer(name, asJson(input), { windowId: 'test' })) as Reply,
    get: (address, method = 'GET') => {
      const url = new URL(address, 'https://app.invalid');
      return serve({ path: url.pathname, query: url.searchParams, method });
    },
  });
  return {
    kind: 'chromium',
    capabilities: { blocksDevToolsHard: true, hasNoNetwork: true, isSandboxed: true, knowsDroppedPaths: true },
    serve: handler => {
      serve = handler;
    },
    handleCalls: handler => {
      answer = handler;
    },
    openWindow: () =>
      Promise.resolve({
        id: 'test',
        emit: (name, payload) => {
          const heard = asJson(payload);
          hear(name, heard);
          onEvent(name, heard);
        },
        reload: () => Promise.resolve(),
        close: () => Promise.resolve(),
      }),
    on: (name, listener) => {
      hostEvents.on(name, listener);
      return () => {
        hostEvents.off(name, listener);
      };
    },
    quit: () => Promise.resolve(),
    ...window,
    closeWindow: () => {
      tell('window-closed', { windowId: 'test' });
    },
  };
}
