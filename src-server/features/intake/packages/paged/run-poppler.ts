import { spawn } from 'node:child_process';
import { pagedLimits } from '../limits.ts';

export type PopplerOutcome =
  | { readonly kind: 'done'; readonly output: Buffer }
  | { readonly kind: 'failed'; readonly complaint: string }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'timed-out' };

export type PopplerRun = { readonly program: 'pdfinfo' | 'pdftoppm'; readonly args: readonly string[]; readonly pdf: Buffer; readonly timeoutMs?: number };

const maxComplaintBytes = 4096;

/**
 * Runs one of poppler's programs over a PDF that it gets through a pipe. The child may write no file at all (limit 0), may take so
 * much memory and time and no more, and is killed when it says too much: a PDF that breaks it costs one page, not the data centre.
 */
export function runPoppler({ program, args, pdf, timeoutMs = pagedLimits.timeoutMs }: PopplerRun): Promise<PopplerOutcome> {
  const seconds = String(Math.ceil(timeoutMs / 1000));
  const limits = [`--as=${String(pagedLimits.maxMemoryBytes)}`, '--fsize=0', '--core=0', `--cpu=${seconds}`];
  const child = spawn('prlimit', [...limits, program, ...args], { cwd: '/', env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' }, stdio: ['pipe', 'pipe', 'pipe'] });
  return new Promise((resolve, reject) => {
    const output: Buffer[] = [];
    let complaint = '';
    let length = 0;
    let cut: PopplerOutcome | undefined;
    const stop = (outcome: PopplerOutcome): void => {
      cut ??= outcome;
      child.kill('SIGKILL');
    };
    const timer = setTimeout(() => { stop({ kind: 'timed-out' }); }, timeoutMs);
    child.stdout.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > pagedLimits.maxOutputBytes) stop({ kind: 'too-large' });
      else output.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => { if (complaint.length < maxComplaintBytes) complaint += chunk.toString('latin1'); });
    child.on('error', error => {
      clearTimeout(timer);
      reject(error);
    });
    child.on('close', code => {
      clearTimeout(timer);
      resolve(cut ?? (code === 0 ? { kind: 'done', output: Buffer.concat(output) } : { kind: 'failed', complaint }));
    });
    // A child that ends early closes its pipe: its exit code says why.
    child.stdin.on('error', () => undefined);
    child.stdin.end(pdf);
  });
}
