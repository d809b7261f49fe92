import type { DeviceCall } from '#shared/contract/desk-device-api';
import { createDispatcher, type Contract, type EventContract, type Handlers } from '#shared/contract/operation';
import { reportBug, tellParent } from './parent-line.ts';

// The child process that alone talks to devices. Its parent may kill it at any moment, and it ends by itself as soon as the parent is gone.

const heartbeatEveryMs = 250;
/** A device that does not let go in this time is left to the kernel. */
const farewellMs = 2_000;

export type HostedDevices<Api extends Contract> = {
  readonly api: Api;
  readonly handlers: Handlers<Api, unknown>;
  /** What the heartbeat carries. */
  readonly beat: () => unknown;
  readonly stop: () => Promise<unknown>;
};

export type TellEvent = (name: string, payload: unknown) => void;

/** Runs the devices that `compose` gives, for as long as the parent is there; what they tell is parsed by `events`. */
export function runDeviceHost<Api extends Contract>(events: EventContract, compose: (emit: TellEvent) => HostedDevices<Api>): void {
  if (!process.send) {
    process.stderr.write('The device host is started by the terminal, not by hand.\n');
    process.exit(2);
  }
  const { api, handlers, beat, stop } = compose((name, payload) => {
    tellParent({ event: name, payload: events[name]?.parse(payload) });
  });
  const dispatch = createDispatcher(api, handlers, reportBug);
  const endOnce = async (): Promise<never> => {
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), farewellMs);
    await stop();
    process.exit(0);
  };
  process.on('message', (call: DeviceCall) => {
    void dispatch(call.name, call.input, undefined).then(reply => {
      tellParent({ id: call.id, reply });
    });
  });
  process.once('disconnect', () => void endOnce());
  process.once('SIGTERM', () => void endOnce());
  // Ctrl+C in a terminal reaches every process of the group; the parent closes us in its own order.
  process.on('SIGINT', () => undefined);
  const sayAlive = (): void => { tellParent({ event: 'host.heartbeat', payload: beat() }); };
  setInterval(sayAlive, heartbeatEveryMs);
  sayAlive();
}
