import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import https from 'node:https';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { DemoAccount } from '../../src-shared/domain/account.ts';

export type Centre = {
  readonly url: string;
  readonly caCertificatePem: string;
  /** The demonstration city's accounts, as its sign-in screen offers them. */
  readonly accounts: readonly DemoAccount[];
  stop(): Promise<void>;
};

/** The built data centre as a process of its own, with a fresh demonstration city in `directory`. */
export async function startCentre(entry: string, directory: string): Promise<Centre> {
  const child = spawn(process.execPath, [entry], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, PORT: '0', DATABASE_URL: '', DANGLIAN_DEMO: '1', DANGLIAN_DEMO_VOLUMES: '8', DANGLIAN_DATA_DIR: directory, DANGLIAN_EXIT_WITH_PARENT: '1', DANGLIAN_LOG_LEVEL: 'warn' },
  });
  const exited = new Promise<void>(resolve => child.once('exit', () => { resolve(); }));
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', code => { reject(new Error(`the data centre ended with status ${String(code)}`)); });
    createInterface(child.stdout).on('line', line => {
      if (line.startsWith('ready ')) resolve(line.slice('ready '.length));
    });
  });
  const caCertificatePem = readFileSync(join(directory, 'ca.crt'), 'utf8');
  return {
    url,
    caCertificatePem,
    accounts: await fetchDemoAccounts(url, caCertificatePem),
    stop: () => {
      child.kill('SIGTERM');
      return exited;
    },
  };
}

const SiteReply = z.object({ ok: z.literal(true), value: z.object({ demoAccounts: z.array(DemoAccount) }) });

function fetchDemoAccounts(url: string, ca: string): Promise<readonly DemoAccount[]> {
  return new Promise((resolve, reject) => {
    const request = https.request(`${url}/api/v1/site.get`, { method: 'POST', ca, headers: { 'content-type': 'application/json' } }, response => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => { resolve(SiteReply.parse(JSON.parse(Buffer.concat(parts).toString())).value.demoAccounts); });
    });
    request.once('error', reject);
    request.end('{}');
  });
}
