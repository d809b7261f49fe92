import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startTerminal, type TerminalOptions } from '../../src-main/app/start-terminal.ts';
import { createTestHost, type TestHost } from './test-host.ts';

export type TestTerminal = TestHost & {
  readonly dataDirectory: string;
  /** Ends the terminal; its data directory stays when the test brought its own. */
  readonly close: () => Promise<void>;
};

export type TestTerminalOptions = Pick<TerminalOptions, 'serverUrl' | 'caCertificatePem'> & Partial<Pick<TerminalOptions, 'dataDirectory' | 'deviceEnvironment' | 'deviceHostEntry' | 'scanPatience' | 'terminalName' | 'enrolmentCode' | 'keyModule' | 'clocks'>> & {
  /** Of the data centre: the terminal enrols before the test begins. Without it, or a code, it waits for a person. */
  readonly createCode?: () => Promise<string>;
  readonly onEvent?: (name: string, payload: unknown) => void;
};

/** The whole desktop main process in this process, in a data directory of its own; the test is its window. */
export async function startTestTerminal({ createCode, ...options }: TestTerminalOptions): Promise<TestTerminal> {
  const dataDirectory = options.dataDirectory ?? (await mkdtemp(join(tmpdir(), 'danglian-terminal-')));
  const rendererDirectory = join(dataDirectory, 'window');
  await mkdir(rendererDirectory, { recursive: true });
  const host = createTestHost(options.onEvent);
  const enrolmentCode = options.enrolmentCode ?? (await createCode?.());
  const running = await startTerminal({ terminalName: '测试终端', ...options, enrolmentCode, host, dataDirectory, rendererDirectory, version: '0.0.0' });
  if (enrolmentCode !== undefined) while ((await host.call('enrolment.get', {})).state !== 'enrolled') await delay(20);
  return {
    ...host,
    dataDirectory,
    close: async () => {
      await running.close();
      if (options.dataDirectory === undefined) await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}
