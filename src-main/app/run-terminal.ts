import { existsSync } from 'node:fs';
import type { Edition } from '#shared/domain/edition';
import { AppError } from '#shared/errors/app-error';
import type { AppHost } from '../host/app-host.ts';
import { programOf, readVersion } from './program-files.ts';
import type { RunningTerminal, TerminalOptions } from './start-edition.ts';
import { ConfigRefused, readTerminalConfig, type TerminalConfig } from './terminal-config.ts';

export type Program = {
  readonly edition: Edition;
  /** Read while the window engine starts, which takes longer. */
  readonly load: () => Promise<(options: TerminalOptions) => Promise<RunningTerminal>>;
};

/** The life of one terminal process: from its environment to the closing of its last window, or SIGTERM. Sets the exit code. */
export async function runTerminal(program: Program, createHost: (config: TerminalConfig) => Promise<AppHost>): Promise<void> {
  try {
    const config = readTerminalConfig(process.env);
    const { rendererDirectory } = programOf(program.edition);
    if (!existsSync(`${rendererDirectory}/index.html`)) throw new ConfigRefused([`the window is not built (${rendererDirectory} is missing): npm run build -- --edition ${program.edition}`]);
    await runOn(program, createHost(config), config);
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exitCode = error instanceof ConfigRefused ? 2 : 1;
  }
}

async function runOn({ edition, load }: Program, host: Promise<AppHost>, config: TerminalConfig): Promise<void> {
  // Told below, by whoever waits for it; until then a host that cannot start at all is nobody's fault.
  host.catch(() => undefined);
  try {
    const start = await load();
    const terminal = await start({ ...config, host, ...programOf(edition), version: readVersion() });
    const stopped = new Promise<void>(resolve => {
      process.once('SIGTERM', () => { resolve(); });
      process.once('SIGINT', () => { resolve(); });
    });
    await Promise.race([terminal.finished, stopped]);
    await terminal.close();
  } finally {
    // A host that did not start has been told above.
    await host.then(started => started.quit(), () => undefined);
  }
}

/** The person at the keyboard has no window yet: the terminal's own words instead. */
function explain(error: unknown): string {
  if (error instanceof AppError && error.code === 'store.in-use') return 'DangLian is already open on this machine (its data folder is in use).';
  return error instanceof Error ? error.message : String(error);
}
