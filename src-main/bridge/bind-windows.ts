import { desktopApi, desktopEvents, type DesktopApi, type DesktopEvents } from '#shared/contract/desktop-api';
import { createDispatcher, type Emit, type Handlers } from '#shared/contract/operation';
import type { AppHost, CallHandler, HostWindow } from '../host/app-host.ts';
import { guardLocked } from './lock-guard.ts';

export type Bridge = {
  readonly handlers: Handlers<DesktopApi, Caller>;
  readonly isLocked: () => boolean;
  readonly reportBug: (error: unknown) => string;
};

export type Caller = Parameters<CallHandler>[2];

/** Opens the host's door to the desktop contract. Whoever comes through was checked by the host to be our own page. */
export function bindWindows(host: Pick<AppHost, 'handleCalls'>, { handlers, isLocked, reportBug }: Bridge): void {
  const dispatch = createDispatcher(desktopApi, guardLocked(handlers, isLocked), reportBug);
  host.handleCalls((name, input, caller) => dispatch(name, input, caller));
}

/** Events go to every open window, parsed like every other thing that crosses. */
export function createEmitter(windows: ReadonlyMap<string, HostWindow>): Emit<DesktopEvents> {
  return (name, payload) => {
    const parsed = desktopEvents[name].parse(payload);
    for (const window of windows.values()) window.emit(name, parsed);
  };
}
