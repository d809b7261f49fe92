import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { startTerminal } from '../../src-main/app/start-terminal.ts';
import { createChromiumHost } from '../../src-main/host/chromium/chromium-host.ts';
import type { DemoAccount, Role } from '../../src-shared/domain/account.ts';
import { startTestCups, type TestCups } from '../support/cups.ts';
import { startDataCentre, type DataCentre } from '../support/data-centre.ts';
import { startTestScanner } from '../support/scanner.ts';
import { openDriver, type WindowDriver } from '../support/window-driver.ts';

const atRoot = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
export const picturesFolder = atRoot('out/smoke');

/** Few volumes: the run needs one person with a file. */
const demoEnvironment = { DANGLIAN_DEMO: '1', DANGLIAN_DEMO_VOLUMES: '4' };

/** A terminal of its own: store, device host and a real window that the driver leads. */
export type Desk = { readonly window: WindowDriver; readonly close: () => Promise<void> };

/** What the main job needs, all of it real: a data centre, two desks in two places, a scanner stack, a print service. */
export type Stage = {
  readonly centre: DataCentre;
  readonly cups: TestCups;
  /** Where the archivist, the approver and the auditor sit. */
  readonly archiveDesk: Desk;
  /** Where the officer of another unit sits. */
  readonly officerDesk: Desk;
  /** A machine that nobody has let in yet. */
  readonly openNewDesk: () => Promise<Desk>;
  readonly account: (role: Role, unit?: string) => DemoAccount;
  /** What one step leaves for the next. */
  readonly notes: Map<string, string>;
  readonly close: () => Promise<void>;
};

export async function openStage(): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'danglian-smoke-'));
  const closers: (() => Promise<unknown>)[] = [];
  const keep = <Thing>(thing: Thing, close: () => Promise<unknown>): Thing => {
    closers.unshift(close);
    return thing;
  };
  const close = async (): Promise<void> => {
    for (const end of closers.splice(0)) await end();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const centre = await startDataCentre({ entry: atRoot('dist/server/main.js'), dataDirectory: join(folder, 'centre'), environment: demoEnvironment });
    keep(centre, () => centre.end('SIGTERM'));
    const { demoAccounts } = await centre.call(null, 'site.get', {});
    const scanner = await startTestScanner({ settings: { 'test-picture': 'Grid' } });
    keep(scanner, () => scanner.stop());
    const cups = await startTestCups({ printers: [{ name: 'office-printer', color: true }] });
    keep(cups, () => cups.stop());
    const environment = { ...scanner.env, ...cups.env };
    const openDesk = async (terminalName: string, enrolmentCode?: string): Promise<Desk> => {
      const desk = await startDesk({ centre, terminalName, enrolmentCode, environment, directory: join(folder, terminalName) });
      return keep(desk, () => desk.close());
    };
    const archiveDesk = await openDesk('DA-01', centre.takeCode());
    const officerDesk = await openDesk('RS-07', centre.takeCode());
    return {
      centre,
      cups,
      archiveDesk,
      officerDesk,
      openNewDesk: () => openDesk('新装电脑'),
      account: (role, unit) => requireAccount(demoAccounts, role, unit),
      notes: new Map(),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

type DeskOptions = {
  readonly centre: DataCentre;
  readonly terminalName: string;
  /** Without one the machine waits for people. */
  readonly enrolmentCode: string | undefined;
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
};

/** The terminal as it is shipped: the file that `dist/main/chromium.js` loads. */
async function loadBuiltTerminal(): Promise<typeof startTerminal> {
  const [file] = globSync(atRoot('dist/main/start-terminal-*.js'));
  if (file === undefined) throw new Error('dist/ is not built');
  const built = (await import(file)) as { readonly startTerminal: typeof startTerminal }; // `as`: built from it
  return built.startTerminal;
}

async function startDesk({ centre, terminalName, enrolmentCode, directory, environment }: DeskOptions): Promise<Desk> {
  const host = await createChromiumHost({ headless: true });
  const opened = new Promise<WindowDriver>((resolve, reject) => {
    host.on('fatal', ({ reason }) => { reject(new Error(reason)); });
    const open = host.openWindow.bind(host);
    host.openWindow = async options => {
      const window = await open(options);
      openDriver(host, window).then(resolve, reject);
      return window;
    };
  });
  const startBuilt = await loadBuiltTerminal();
  const terminal = await startBuilt({
    host,
    dataDirectory: directory,
    serverUrl: centre.url,
    caCertificatePem: centre.ca,
    terminalName,
    enrolmentCode,
    rendererDirectory: atRoot('dist/renderer'),
    deviceEnvironment: environment,
    version: 'smoke',
  });
  const window = await opened;
  await window.setViewport(1366, 768);
  return {
    window,
    close: async () => {
      await terminal.close();
      await host.quit();
    },
  };
}

function requireAccount(accounts: readonly DemoAccount[], role: Role, unit?: string): DemoAccount {
  const found = accounts.find(account => account.role === role && (unit === undefined || account.unitName.includes(unit)));
  if (!found) throw new Error(`the demonstration city has no ${role} ${unit ?? ''}`);
  return found;
}
