import { desktopApi, type DesktopApi } from '#shared/contract/desktop-api';
import { createClient, type Client } from '#shared/contract/operation';
import { AppError } from '#shared/errors/app-error';
import { createWindowlessHost } from '../../host/windowless/index.ts';
import { programOf, readVersion } from '../program-files.ts';
import { startTerminal } from '../start-terminal.ts';
import type { TerminalConfig } from '../terminal-config.ts';
import type { Options } from './read-command.ts';
import type { Words } from './words.ts';

/** What a command works with: the same operations that a window has, words, and the wish of the user to stop. */
export type Desk = {
  readonly call: Client<DesktopApi>;
  readonly subscribe: (listener: (name: string, payload: unknown) => void) => () => void;
  readonly words: Words;
  readonly print: (line: string) => void;
  /** In place of the line before where somebody looks on; otherwise a line now and then. */
  readonly printProgress: (line: string) => void;
  readonly options: Options;
  readonly paths: readonly string[];
  readonly signal: AbortSignal;
};

export type OpenDesk = Pick<Desk, 'call' | 'subscribe'> & { readonly close: () => Promise<void> };

/** A terminal like any other, with a store of its own, but no window; it enrols when the command says so. */
export async function openDesk(config: TerminalConfig): Promise<OpenDesk> {
  const host = createWindowlessHost();
  const terminal = await startTerminal({ ...config, enrolmentCode: undefined, host, deviceHostEntry: programOf('archive').deviceHostEntry, version: readVersion() });
  return { call: createClient(desktopApi, host.call), subscribe: host.subscribe, close: terminal.close };
}

/** Proves who is there once more where an act asks for it; he has given his password a moment ago. */
export function confirming(call: Client<DesktopApi>, password: string): Client<DesktopApi> {
  return async (name, input) => {
    try {
      return await call(name, input);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'session.confirmation-required') throw error;
      await call('session.confirmPassword', { password });
      return call(name, input);
    }
  };
}
