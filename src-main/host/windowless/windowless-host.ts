import { EventEmitter } from 'node:events';
import { AppError } from '#shared/errors/app-error';
import type { Reply } from '#shared/contract/operation';
import type { AppHost, CallHandler, HostEvents } from '../app-host.ts';

/** The terminal without a window: whoever made the host calls in place of a page, and hears what a page would hear. */
export type WindowlessHost = AppHost & {
  readonly kind: 'windowless';
  readonly call: (name: string, input: unknown) => Promise<Reply>;
  readonly subscribe: (listener: (name: string, payload: unknown) => void) => () => void;
};

const windowId = 'command-line';

export function createWindowlessHost(): WindowlessHost {
  const events = new EventEmitter();
  const listeners = new Set<(name: string, payload: unknown) => void>();
  let handleCall: CallHandler = name => Promise.reject(new AppError('operation.unknown', { name }));
  return {
    kind: 'windowless',
    capabilities: { blocksDevToolsHard: true, hasNoNetwork: true, isSandboxed: true, knowsDroppedPaths: false },
    serve: () => undefined,
    handleCalls: handler => { handleCall = handler; },
    openWindow: () =>
      Promise.resolve({
        id: windowId,
        emit: (name, payload) => { for (const listener of [...listeners]) listener(name, payload); },
        reload: () => Promise.resolve(),
        close: () => Promise.resolve(),
      }),
    on: <Name extends keyof HostEvents>(name: Name, listener: (event: HostEvents[Name]) => void) => {
      events.on(name, listener);
      return () => { events.off(name, listener); };
    },
    quit: () => Promise.resolve(),
    call: (name, input) => handleCall(name, input, { windowId }),
    subscribe: listener => {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
  };
}
