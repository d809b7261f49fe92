import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { DeviceFrame, type DeviceCall } from '#shared/contract/desk-device-api';
import { AppError } from '#shared/errors/app-error';
import type { ErrorCode } from '#shared/errors/error-catalogue';

export type DeviceLog = {
  readonly info: (message: string, facts?: Readonly<Record<string, string | number | boolean | null>>) => void;
  readonly warn: (message: string, facts?: Readonly<Record<string, string | number | boolean | null>>) => void;
};

export type HostProcessOptions = {
  readonly entry: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** For the engine of the child. */
  readonly engineFlags?: readonly string[];
  readonly onEvent: (name: string, payload: unknown) => void;
  readonly log: DeviceLog;
};

export type HostProcess = {
  /** Starts the process when there is none. Answers a Reply; throws AppError when the process dies before. */
  readonly call: (name: string, input: unknown) => Promise<unknown>;
  /** Ends it at once; whoever waits hears `reason`, and the next call starts a new one. */
  readonly kill: (reason: ErrorCode) => void;
  /** Starts it already, when there is none. */
  readonly warm: () => void;
  readonly close: () => Promise<void>;
};

const checkEveryMs = 500;
/** The child's event loop is dead when its heartbeat stays out this long; the first one waits for the start of Node. */
const heartbeatLimitMs = 8_000;
const startLimitMs = 30_000;
const ownPauseMs = 3_000;
const drainMs = 500;
const farewellMs = 3_000;
const maxLineLength = 500;

type Waiting = { readonly resolve: (reply: unknown) => void; readonly reject: (error: AppError) => void };

/** One life of the child: from fork to its end. */
type Life = {
  readonly child: ChildProcess;
  readonly waiting: Map<number, Waiting>;
  readonly end: (reason: ErrorCode) => void;
};

/**
 * glibc keeps the space of freed pages, in an arena per thread: 480 MB instead of 200 MB after sixty pages. With a fixed
 * threshold every page goes back to the kernel at once. (Fewer arenas would save more, but drivers kill their own threads in
 * the middle of malloc, SANE's test device among them; an arena shared with them would then hang us too.)
 */
const frugalMemory = { MALLOC_MMAP_THRESHOLD_: '1048576' };

function startChild({ entry, env, log, engineFlags = [] }: HostProcessOptions): ChildProcess {
  const asNode = 'electron' in process.versions ? { ELECTRON_RUN_AS_NODE: '1' } : {};
  const child = fork(entry, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    // The parent's own flags (a debugger's port, say) are not for the child.
    execArgv: [...engineFlags],
    env: { ...process.env, ...frugalMemory, ...env, ...asNode },
  });
  if (child.stderr) {
    createInterface({ input: child.stderr }).on('line', line => {
      log.warn('device host says', { line: line.slice(0, maxLineLength) });
    });
  }
  return child;
}

function watchHeartbeat(kill: (reason: ErrorCode) => void): { heard: () => void; stop: () => void } {
  let lastHeard = performance.now();
  let limitMs = startLimitMs;
  let lastCheck = lastHeard;
  const timer = setInterval(() => {
    const now = performance.now();
    // This process itself was stopped (suspend, debugger): its child has missed nothing.
    if (now - lastCheck > ownPauseMs) lastHeard = now;
    lastCheck = now;
    if (now - lastHeard > limitMs) kill('device-host.crashed');
  }, checkEveryMs);
  return {
    heard: () => {
      lastHeard = performance.now();
      limitMs = heartbeatLimitMs;
    },
    stop: () => {
      clearInterval(timer);
    },
  };
}

function receive(life: Life, frame: DeviceFrame, { onEvent, log }: HostProcessOptions): void {
  if ('event' in frame) {
    try {
      onEvent(frame.event, frame.payload);
    } catch (error) {
      // Thrown further it would end this process; the scan notices by the missing acknowledgement.
      log.warn('device event was not handled', { event: frame.event, error: error instanceof Error ? error.name : typeof error });
    }
    return;
  }
  life.waiting.get(frame.id)?.resolve(frame.reply);
  life.waiting.delete(frame.id);
}

function beginLife(options: HostProcessOptions, onEnd: (life: Life) => void): Life {
  const child = startChild(options);
  const waiting = new Map<number, Waiting>();
  let hasEnded = false;
  const end = (reason: ErrorCode): void => {
    if (hasEnded) return;
    hasEnded = true;
    heartbeat.stop();
    child.kill('SIGKILL');
    onEnd(life);
    for (const call of waiting.values()) call.reject(new AppError(reason));
    waiting.clear();
  };
  const life: Life = { child, waiting, end };
  const heartbeat = watchHeartbeat(reason => {
    options.log.warn('device host does not respond and is killed', { reason, pid: child.pid ?? 0 });
    end(reason);
  });

  child.on('message', message => {
    if (hasEnded) return;
    heartbeat.heard();
    receive(life, DeviceFrame.parse(message), options);
  });
  child.once('error', error => {
    options.log.warn('device host failed', { error: error.message });
    end('device-host.crashed');
  });
  child.once('exit', (status, signal) => {
    if (!hasEnded && status !== 0) options.log.warn('device host died', { status, signal });
    // Pages that it sent before it died may still be in the channel.
    const drained = child.connected ? Promise.race([once(child, 'disconnect'), sleep(drainMs)]) : Promise.resolve();
    void drained.then(() => {
      end('device-host.crashed');
    });
  });
  return life;
}

/** A child process that is started when it is needed, watched while it lives, and replaced when it dies. */
export function createHostProcess(options: HostProcessOptions): HostProcess {
  let life: Life | undefined;
  let isClosed = false;
  let nextId = 1;

  const requireLife = (): Life => {
    if (isClosed) throw new AppError('device-host.crashed');
    life ??= beginLife(options, ended => {
      if (life === ended) life = undefined;
    });
    return life;
  };

  return {
    call: (name, input) =>
      new Promise((resolve, reject) => {
        const { child, waiting, end } = requireLife();
        const call: DeviceCall = { id: nextId, name, input };
        nextId += 1;
        waiting.set(call.id, { resolve, reject });
        child.send(call, error => {
          if (error) end('device-host.crashed');
        });
      }),
    kill: reason => {
      life?.end(reason);
    },
    warm: () => {
      if (!isClosed) requireLife();
    },
    close: async () => {
      isClosed = true;
      const { child, end } = life ?? {};
      if (!child || !end) return;
      const exited = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : Promise.resolve();
      if (child.connected) child.disconnect();
      await Promise.race([exited, sleep(farewellMs)]);
      end('device-host.crashed');
      await exited;
    },
  };
}
