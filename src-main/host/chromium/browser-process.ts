import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { browserArguments } from './browser-arguments.ts';
import { browserEnvironment } from './browser-environment.ts';
import { HostStartError } from './host-start-error.ts';
import type { LaunchPlan } from './launch-plan.ts';
import { withoutNetwork } from './network-namespace.ts';
import { createPipeClient, type PipeClient } from './pipe-client.ts';
import type { Profile } from './profile.ts';

/** One running browser: its pipe and its end. */
export type BrowserProcess = {
  readonly pipe: PipeClient;
  readonly processId: number;
  readonly exited: Promise<void>;
  /** Asks it to end, then ends it; resolves when none of its processes is left. */
  stop(): Promise<void>;
};

/** Starts the browser with one window at `address` and waits until it answers on the pipe. */
export async function startBrowser(plan: LaunchPlan, profile: Profile, address: string): Promise<BrowserProcess> {
  const child = spawnBrowser(plan, profile, { address, hasPipe: true });
  let failure = '';
  const exited = new Promise<void>((resolve) => {
    child.on('error', (error) => { failure = error.message; resolve(); });
    child.on('exit', () => { resolve(); });
  });
  const lastWords = keepLastWords(child);

  const [, , , toBrowser, fromBrowser] = child.stdio;
  if (!(toBrowser instanceof Writable) || !(fromBrowser instanceof Readable)) throw new HostStartError('exited', `${plan.binary} could not be started.`);
  const pipe = createPipeClient(toBrowser, fromBrowser);
  const browser: BrowserProcess = { pipe, processId: child.pid ?? 0, exited, stop: () => stopBrowser(child, async () => { await askToEnd(pipe, exited); }) };

  const watchdog = new AbortController();
  const outcome = await Promise.race([
    pipe.send('Browser.getVersion').then(() => 'answered' as const, () => 'closed' as const),
    exited.then(() => 'exited' as const),
    delay(plan.startTimeoutMs, 'silent' as const, { signal: watchdog.signal }),
  ]);
  watchdog.abort();
  if (outcome === 'answered') return browser;
  await stopBrowser(child);
  throw outcome === 'silent' ? notAnswering(plan) : new HostStartError('exited', `Chromium ended while starting. ${failure}${lastWords()}`.trim());
}

/** Opens one more window in the running browser of this profile: the second process hands over and ends. */
export function askForWindow(plan: LaunchPlan, profile: Profile, address: string): void {
  spawnBrowser(plan, profile, { address, hasPipe: false }).on('error', () => undefined);
}

type Spawning = { readonly address: string; readonly hasPipe: boolean };

function spawnBrowser(plan: LaunchPlan, profile: Profile, { address, hasPipe }: Spawning): ChildProcess {
  const all = browserArguments({ profileDirectory: profile.directory, address, isHeadless: plan.isHeadless });
  const parameters = hasPipe ? all : all.filter((argument) => !argument.startsWith('--remote-debugging-pipe'));
  const [command, commandParameters] = plan.hasNoNetwork ? withoutNetwork(plan.binary, parameters) : [plan.binary, parameters];
  return spawn(command, commandParameters, {
    stdio: hasPipe ? ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] : 'ignore',
    env: browserEnvironment(profile, plan.user),
    cwd: '/',
    // A process group of its own: a Ctrl+C in the terminal reaches us alone, and its last process can be found and ended.
    detached: true,
    // Node drops the supplementary groups as well.
    ...(plan.user ? { uid: plan.user.userId, gid: plan.user.groupId } : {}),
  });
}

/** The end of what Chromium complained about, for the message of a failed start. */
function keepLastWords(child: ChildProcess): () => string {
  let words = '';
  child.stderr?.on('data', (chunk: Buffer) => { words = (words + chunk.toString('utf8')).slice(-2000); });
  child.stderr?.on('error', () => undefined);
  return () => words.trim().split('\n').slice(-4).join('\n');
}

function notAnswering(plan: LaunchPlan): HostStartError {
  return new HostStartError(
    'not-answering',
    `Chromium was started but did not answer within ${String(plan.startTimeoutMs / 1000)} s. A policy under /etc/chromium/policies/managed ` +
      'may forbid it: DeveloperToolsAvailability must not be 2 and RemoteDebuggingAllowed must not be false.',
  );
}

async function askToEnd(pipe: PipeClient, exited: Promise<void>): Promise<void> {
  void pipe.send('Browser.close');
  const patience = new AbortController();
  await Promise.race([exited, delay(3000, undefined, { signal: patience.signal }).catch(() => undefined)]);
  patience.abort();
}

async function stopBrowser(child: ChildProcess, ask?: () => Promise<void>): Promise<void> {
  await ask?.();
  const group = child.pid;
  if (group === undefined) return;
  for (let attempt = 0; attempt < 100 && isGroupAlive(group); attempt += 1) {
    // Its children end by themselves when the browser is gone; after half a second they are ended.
    if (attempt >= 25 || child.exitCode === null) killGroup(group);
    await delay(20);
  }
}

function killGroup(group: number): void {
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // all gone
  }
}

/** Living members of the process group; the dead ones that nobody has buried yet do not count. */
function isGroupAlive(group: number): boolean {
  return processesOfGroup(group).length > 0;
}

export function processesOfGroup(group: number): readonly number[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((processId) => {
    try {
      // After the command's name in parentheses: state, parent, process group.
      const [state, , processGroup] = readFileSync(`/proc/${String(processId)}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      return Number(processGroup) === group && state !== 'Z';
    } catch {
      return false;
    }
  });
}
