import { fileURLToPath } from 'node:url';
import { deskDeviceApi, deskDeviceEvents } from '#shared/contract/desk-device-api';
import { createClient } from '#shared/contract/operation';
import { createPlainHost, sendTo } from './device-calls.ts';
import type { DeviceClient, DeviceClientOptions } from './device-client.ts';
import { keyDeadlinesMs, printerDeadlinesMs } from './deadlines.ts';

const entryBeside = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? './query-main.ts' : './device-host.js', import.meta.url));

/** The device host of the query edition, as the parent sees it: printers and USB keys, a process each. */
export function createQueryDeviceClient({ entry = entryBeside, env = {}, log, onEvent }: DeviceClientOptions): DeviceClient {
  const plain = () => createPlainHost({ entry, env, log }, (name, payload) => {
    if (name === 'print.progressed') onEvent({ name, payload: deskDeviceEvents[name].parse(payload) });
    if (name === 'keys.seen') onEvent({ name, payload: deskDeviceEvents[name].parse(payload) });
  });
  const hosts = { printers: plain(), keys: plain() };
  const call = createClient(deskDeviceApi, sendTo(hosts, hosts.printers, { deadlinesMs: { ...printerDeadlinesMs, ...keyDeadlinesMs }, lateCodes: { keys: 'key.not-responding' } }));
  return {
    // Features of this edition ask for nothing else; whatever did would be told `operation.unknown` by the host.
    call,
    close: async () => {
      await Promise.all(Object.values(hosts).map(host => host.close()));
    },
  };
}
