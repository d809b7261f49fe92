import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ruleIds, type RuleId } from '../../src-shared/domain/finding.ts';
import { IntakePolicy } from '../../src-shared/domain/intake-policy.ts';
import type { DemoAccount, Role } from '../../src-shared/domain/account.ts';
import { startDataCentre, type DataCentre } from '../support/data-centre.ts';
import { findFreePort } from '../support/free-port.ts';
import { startPostgres } from '../support/postgres.ts';
import { startTerminalProcess, type TerminalProcess } from '../support/terminal-process.ts';

/** A data centre on PostgreSQL and the importer's terminal, each in a process of its own that can be killed and comes back. */
export type Site = {
  readonly directory: string;
  readonly databaseUrl: string;
  readonly centre: () => DataCentre;
  readonly importer: () => TerminalProcess;
  /** The importer gives the password again: a batch takes longer than a confirmation lasts. */
  readonly confirm: () => Promise<void>;
  readonly killCentre: () => Promise<void>;
  readonly killImporter: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** The pictures of a rehearsal are small and alike: only what reads pixels is left out, and what misses papers that these volumes do not have. */
const leftOut: readonly RuleId[] = [...ruleIds.filter(id => id.startsWith('G') && id !== 'G01'), 'C10'];

export async function openSite(): Promise<Site> {
  const directory = await mkdtemp(join(tmpdir(), 'danglian-rehearsal-'));
  const postgres = await startPostgres();
  const databaseUrl = await postgres.createDatabase();
  const port = await findFreePort();
  const start = (): Promise<DataCentre> => startDataCentre({ dataDirectory: join(directory, 'centre'), databaseUrl, port, environment: { DANGLIAN_DEMO: '1', DANGLIAN_DEMO_VOLUMES: '0' } });
  let centre = await start();
  const { demoAccounts } = await centre.call(null, 'site.get', {});
  const accountOf = (role: Role): DemoAccount => demoAccounts.find(account => account.role === role && account.unitName.includes('档案中心'))!;
  await setPolicy(centre, accountOf('approver'));
  let code: string | undefined = centre.takeCode();
  const { loginName, password } = accountOf('archivist');
  const confirm = async (terminal: TerminalProcess): Promise<void> => {
    await untilItAnswers(() => terminal.call('session.confirmPassword', { password }));
  };
  const signIn = async (terminal: TerminalProcess): Promise<void> => {
    while ((await terminal.call('enrolment.get', {})).state !== 'enrolled') await delay(50);
    await untilItAnswers(() => terminal.call('session.signIn', { loginName, password }));
    await confirm(terminal);
  };
  const openImporter = async (): Promise<TerminalProcess> => {
    const terminal = await startTerminalProcess({ serverUrl: centre.url, caCertificatePem: centre.ca, dataDirectory: join(directory, 'importer'), terminalName: '迁移工位', ...(code === undefined ? {} : { enrolmentCode: code }) });
    code = undefined;
    await signIn(terminal);
    return terminal;
  };
  let importer = await openImporter();
  return {
    directory,
    databaseUrl,
    centre: () => centre,
    importer: () => importer,
    confirm: () => confirm(importer),
    killCentre: async () => {
      await centre.end('SIGKILL');
      centre = await start();
    },
    killImporter: async () => {
      await importer.kill();
      importer = await openImporter();
    },
    close: async () => {
      await importer.kill();
      await centre.end('SIGTERM');
      await postgres.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function setPolicy(centre: DataCentre, { loginName, password }: DemoAccount): Promise<void> {
  const { token } = await centre.call(null, 'session.signIn', { loginName, password });
  await centre.call(token, 'session.confirmPassword', { password });
  const policy = IntakePolicy.parse({ newPersons: 'enter', severities: Object.fromEntries(leftOut.map(id => [id, 'off'])) });
  await centre.call(token, 'intake.setPolicy', { version: 0, policy, reason: '迁移演练：图像为小样' });
}

/** While the data centre comes back, calls fail; nothing else may. */
export async function untilItAnswers<Result>(ask: () => Promise<Result>, tries = 600): Promise<Result> {
  for (let left = tries; ; left -= 1) {
    try {
      return await ask();
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (left === 0 || !['server.unreachable', 'operation.timed-out', 'server.stopping', 'server.busy'].includes(String(code))) throw error;
      await delay(100);
    }
  }
}
