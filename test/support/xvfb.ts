import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

export const hasXvfb = ['/usr/bin/Xvfb', '/usr/local/bin/Xvfb'].some((path) => existsSync(path));

/** An X server without a screen, which lets nobody in who does not have its cookie; its environment is ours until it is stopped. */
export async function startXvfb(): Promise<{ readonly display: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'dlt-x-'));
  const cookies = join(folder, 'Xauthority');
  writeFileSync(cookies, '', { mode: 0o600 });
  const cookie = randomBytes(16).toString('hex');
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp', '-auth', cookies], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  execFileSync('xauth', ['-q', '-f', cookies, 'add', ':99', '.', cookie]);
  const ended = new Promise<void>((resolve) => server.on('exit', () => { resolve(); }));
  const displayPipe = server.stdio[3] as Readable; // `as`: the fourth stream is the pipe asked for above
  const number = await new Promise<string>((resolve) => displayPipe.once('data', (text: Buffer) => { resolve(text.toString('utf8').trim()); }));
  const display = `:${number}`;
  // The server reads its cookies again with each first connection.
  execFileSync('xauth', ['-q', '-f', cookies, 'add', display, '.', cookie]);
  const before = { DISPLAY: process.env['DISPLAY'], XAUTHORITY: process.env['XAUTHORITY'] };
  Object.assign(process.env, { DISPLAY: display, XAUTHORITY: cookies });
  return {
    display,
    stop: async () => {
      for (const name of ['DISPLAY', 'XAUTHORITY'] as const) {
        if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = before[name];
      }
      server.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
