import { AppError } from '#shared/errors/app-error';
import type { ErrorCode } from '#shared/errors/error-catalogue';
import { createHostProcess, type HostProcess, type HostProcessOptions } from './host-process.ts';

async function withDeadline<T>(work: Promise<T>, ms: number | undefined, onLate: () => AppError): Promise<T> {
  if (ms === undefined) return work;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(onLate());
    }, ms);
  });
  return Promise.race([work, late]).finally(() => {
    clearTimeout(timer);
  });
}

/** Of a kind about whose silence nothing can be said as long as its heart beats. */
export function createPlainHost(options: Omit<HostProcessOptions, 'onEvent'>, onEvent: HostProcessOptions['onEvent']): HostProcess {
  return createHostProcess({ ...options, onEvent });
}

type Patience = {
  readonly deadlinesMs: Readonly<Partial<Record<string, number>>>;
  /** What a kind of device that did not answer in time is said to be; where it is named, the process is ended with it. */
  readonly lateCodes: Readonly<Record<string, ErrorCode>>;
};

/** Each kind of device has a process; what no process is named after goes to the usual one. */
export function sendTo(hosts: Readonly<Record<string, HostProcess>>, usual: HostProcess, { deadlinesMs, lateCodes }: Patience): (name: string, input: unknown) => Promise<unknown> {
  return (name, input) => {
    const kind = name.slice(0, name.indexOf('.'));
    const host = hosts[kind] ?? usual;
    return withDeadline(host.call(name, input), deadlinesMs[name], () => {
      const code = lateCodes[kind];
      if (code !== undefined) host.kill(code);
      return new AppError(code ?? 'operation.timed-out');
    });
  };
}
