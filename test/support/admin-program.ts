import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export type RunningAdmin = {
  readonly child: ChildProcess;
  readonly output: () => string;
  /** The exit code, or the signal. */
  readonly ended: Promise<number | string | null>;
};

export type AdminSettings = { readonly serverUrl: string; readonly caFile: string; readonly directory: string; readonly code: string; readonly password: string; readonly language?: string };

const entry = join(import.meta.dirname, '../../src-main/app/admin.ts');

/** `danglian-admin` as a process of its own, with a data folder of its own; the password goes through standard input. */
export function startAdmin({ serverUrl, caFile, directory, code, password, language = 'en' }: AdminSettings, args: readonly string[]): RunningAdmin {
  const environment = { DANGLIAN_SERVER_URL: serverUrl, DANGLIAN_SERVER_CA: caFile, DANGLIAN_TERMINAL_DIR: directory, DANGLIAN_ENROLMENT_CODE: code, DANGLIAN_LANGUAGE: language };
  const child = spawn(process.execPath, [entry, ...args], { stdio: ['pipe', 'pipe', 'pipe'], env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'], HOME: directory, ...environment } });
  let output = '';
  const keep = (data: Buffer): void => { output += data.toString(); };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.stdin.on('error', () => undefined).end(`${password}\n`);
  return { child, output: () => output, ended: once(child, 'exit').then(() => child.exitCode ?? child.signalCode) };
}
