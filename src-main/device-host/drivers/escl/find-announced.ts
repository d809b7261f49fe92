import { createRequire } from 'node:module';
import { networkInterfaces } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { questionsOf, readRecords, scannerServices, scannersOf, type AnnouncedRecord, type AnnouncedScanner } from '#shared/domain/announced-scanner';
import { AppError } from '#shared/errors/app-error';

/** The part of multicast-dns 7.2.5 that is used, written down here: it has no types of its own. */
type MulticastDns = (options: { readonly port: number; readonly interface: string; readonly bind: string; readonly loopback: boolean }) => {
  readonly on: ((event: 'response', listener: (packet: Answers) => void) => void) & ((event: 'error' | 'warning', listener: (error: unknown) => void) => void) & ((event: 'ready', listener: () => void) => void);
  readonly query: (questions: readonly { readonly name: string; readonly type: string }[]) => void;
  readonly destroy: () => void;
};
type Answers = { readonly answers: readonly unknown[]; readonly additionals: readonly unknown[] };

export type SearchOptions = {
  /** Addresses of this machine on whose networks is searched. */
  readonly interfaces: readonly string[];
  readonly port: number;
  /** How long is listened; asked twice in that time. */
  readonly listenMs: number;
};

/** The loopback too: `ipp-usb` announces the scanners at the USB there. */
export const usualSearch = (): SearchOptions => ({
  interfaces: Object.values(networkInterfaces()).flatMap(addresses => addresses?.find(({ family }) => family === 'IPv4')?.address ?? []).slice(0, 8),
  port: 5353,
  listenMs: 3_000,
});

const maxRecords = 1_000;
const rounds = 3;

/** Asks each network this machine is on which eSCL scanners are there (RFC 6762), and listens for a while. */
export async function findAnnounced({ interfaces, port, listenMs }: SearchOptions = usualSearch()): Promise<readonly AnnouncedScanner[]> {
  const records: AnnouncedRecord[] = [];
  const listeners = await Promise.allSettled(interfaces.map(address => listen({ address, port }, heard => { records.push(...heard.slice(0, maxRecords - records.length)); })));
  const open = listeners.flatMap(listener => (listener.status === 'fulfilled' ? [listener.value] : []));
  try {
    if (open.length === 0) throw new AppError('scanner.search-failed');
    for (let round = 0; round < rounds; round += 1) {
      const questions = [...scannerServices.map(name => ({ name, type: 'PTR' })), ...questionsOf(records)];
      for (const listener of open) listener.query(questions);
      await sleep(listenMs / rounds);
    }
    return scannersOf(records);
  } finally {
    for (const listener of open) listener.destroy();
  }
}

type Listener = Pick<ReturnType<MulticastDns>, 'query' | 'destroy'>;

/** Rejects where the network does not let itself be asked. */
async function listen({ address, port }: { readonly address: string; readonly port: number }, onHeard: (records: readonly AnnouncedRecord[]) => void): Promise<Listener> {
  // Loaded when it is needed: most terminals never search. `as`: see above.
  const open = createRequire(import.meta.url)('multicast-dns') as MulticastDns;
  const listener = open({ port, interface: address, bind: '0.0.0.0', loopback: true });
  listener.on('warning', () => undefined);
  listener.on('response', ({ answers, additionals }) => { onHeard(readRecords([...answers, ...additionals])); });
  await new Promise<void>((resolve, reject) => {
    listener.on('ready', resolve);
    listener.on('error', reject);
  });
  return listener;
}
