import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

export type StartedProgram = {
  readonly pid: number;
  /** Why it is no longer there, with its last words; undefined while it runs. */
  readonly death: () => string | undefined;
  readonly stop: () => Promise<void>;
};

const stopWithinMs = 5_000;
const keptOutput = 4_000;

/** A program that runs beside the test and is stopped by its own process id. */
export function startProgram(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): StartedProgram {
  const child: ChildProcess = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  let output = '';
  let error = '';
  const keep = (data: Buffer): void => {
    output = (output + data.toString('utf8')).slice(-keptOutput);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  child.once('error', cause => {
    error = cause.message;
  });
  const hasEnded = (): boolean => error !== '' || child.exitCode !== null || child.signalCode !== null;
  return {
    pid: child.pid ?? 0,
    death: () => (hasEnded() ? `${command} ended (${error || String(child.exitCode ?? child.signalCode)}): ${output}` : undefined),
    stop: async () => {
      if (hasEnded()) return;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      if ((await Promise.race([exited, sleep(stopWithinMs, 'late')])) === 'late') child.kill('SIGKILL');
      await exited;
    },
  };
}
