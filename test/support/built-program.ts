import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from './eventually.ts';
import type { ListeningServer } from './tls-server.ts';

type Place = { /** Of the program: `dist` or `dist-query`. */ readonly program: string; readonly dataDirectory: string };

/** A terminal as it is shipped, without a screen: until it has enrolled and its window has loaded. Answers with what status it then ended by itself. */
export async function openAndEnd({ program, dataDirectory }: Place, { serverUrl, caCertificatePem, createCode }: ListeningServer): Promise<number | null> {
  await mkdir(dataDirectory, { recursive: true });
  const ca = join(dataDirectory, 'ca.crt');
  await writeFile(ca, caCertificatePem);
  const child = spawn(process.execPath, [join(program, 'main/chromium.js')], {
    stdio: 'inherit',
    env: {
      PATH: process.env['PATH'], DANGLIAN_SERVER_URL: serverUrl, DANGLIAN_SERVER_CA: ca, DANGLIAN_TERMINAL_DIR: dataDirectory, DANGLIAN_TERMINAL_NAME: '出厂程序',
      DANGLIAN_ENROLMENT_CODE: await createCode(), DANGLIAN_HEADLESS: '1',
    },
  });
  const ended = once(child, 'exit');
  const log = (): Promise<string> => readFile(join(dataDirectory, 'terminal.log'), 'utf8').catch(() => '');
  try {
    await eventually(log).toContain('"window ready"');
    await eventually(log).toContain('"state":"enrolled"');
  } finally {
    child.kill('SIGTERM');
  }
  const [code] = (await ended) as [number | null]; // `as`: what an exit tells
  return code;
}
