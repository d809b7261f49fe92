import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { HostStartError } from './host-start-error.ts';
import type { PipeClient } from './pipe-client.ts';
import { ProcessInfo } from './protocol.ts';

/**
 * Proves from the kernel's own account that renderers run in a sandbox: their system calls are filtered (`Seccomp: 2`) and
 * they live in a process namespace of their own (two numbers after `NSpid`). A switch, a policy or a kernel setting may
 * have taken it away; then no page is shown.
 */
export async function requireSandbox(pipe: PipeClient, timeoutMs = 3000): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const renderers = await rendererProcesses(pipe);
    if (renderers.length > 0 && renderers.every(isSandboxed)) return;
    if (performance.now() > deadline) break;
    await delay(20); // a renderer enters its sandbox shortly after it was born
  }
  throw new HostStartError(
    'not-sandboxed',
    'The browser engine runs without its sandbox on this machine, so no window is opened. Allow unprivileged user namespaces ' +
      '(sysctl kernel.unprivileged_userns_clone=1 or user.max_user_namespaces) or install the package chromium-sandbox.',
  );
}

export async function rendererProcesses(pipe: PipeClient): Promise<readonly number[]> {
  const { processInfo } = ProcessInfo.parse(await pipe.send('SystemInfo.getProcessInfo'));
  return processInfo.filter((entry) => entry.type === 'renderer').map((entry) => entry.id);
}

export function isSandboxed(processId: number): boolean {
  const status = readStatus(processId);
  return /^Seccomp:\s*2$/m.test(status) && /^NSpid:\s*\d+\s+\d+/m.test(status);
}

function readStatus(processId: number): string {
  try {
    return readFileSync(`/proc/${String(processId)}/status`, 'utf8');
  } catch {
    return ''; // ended meanwhile
  }
}
