import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { WrongUse } from './read-command.ts';
import type { Words } from './words.ts';

/** From the environment, or the first line of standard input; typed unseen where somebody types. Arguments would show in the list of processes. */
export async function readPassword({ DANGLIAN_PASSWORD }: Readonly<Record<string, string | undefined>>, words: Words): Promise<string> {
  const password = DANGLIAN_PASSWORD ?? (await readFirstLine(words.say('password')));
  if (password === '') throw new WrongUse(words.say('noPassword'));
  return password;
}

function readFirstLine(prompt: string): Promise<string> {
  const isTyped = process.stdin.isTTY;
  if (isTyped) process.stderr.write(prompt);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => { done(); } });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: isTyped });
  return new Promise(resolve => {
    lines.once('line', line => {
      resolve(line);
      lines.close();
    });
    lines.once('close', () => {
      if (isTyped) process.stderr.write('\n');
      process.stdin.unref();
      resolve('');
    });
  });
}
