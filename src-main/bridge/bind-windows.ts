import type { DesktopApi, DesktopEvents } from '#shared/contract/desktop-api';
import { createDispatcher, type Contract, type Emit, type EventContract, type Handlers } from '#shared/contract/operation';
import type { AppHost, CallHandler, HostWindow } from '../host/app-host.ts';
import { guardLocked } from './lock-guard.ts';

export type Bridge = {
  /** What windows of this edition may ask for, and who answers. */
  readonly api: Contract;
  readonly handlers: Partial<Handlers<DesktopApi, Caller>>;
  readonly isLocked: () => boolean;
  readonly reportBug: (error: unknown) => string;
};

export type Caller = Parameters<CallHandler>[2];

/** Opens the host's door to the desktop contract. Whoever comes through was checked by the host to be our own page. */
export function bindWindows(host: Pick<AppHost, 'handleCalls'>, { api, handlers, isLocked, reportBug }: Bridge): void {
  // `as never`: one for each operation of the edition, whose names the contract is not known by here.
  const dispatch = createDispatcher<Contract, Caller>(api, guardLocked(handlers, isLocked) as never, reportBug);
  host.handleCalls((name, input, caller) => dispatch(name, input, caller));
}

/** Events go to every open window, parsed like every other thing that crosses. */
export function createEmitter(windows: ReadonlyMap<string, HostWindow>, events: EventContract): Emit<DesktopEvents> {
  return (name, payload) => {
    const parsed = events[name]?.parse(payload);
    for (const window of windows.values()) window.emit(name, parsed);
  };
}
