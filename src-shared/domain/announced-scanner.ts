import { z } from 'zod';
import { ScannerAddress } from './scanner-place.ts';

/** A network scanner that named itself. Nobody vouches for it: it is asked, and its certificate compared, like one whose address was typed. */
export const AnnouncedScanner = z.object({ name: z.string().max(100), model: z.string().max(100), address: z.string().max(300) });
export type AnnouncedScanner = z.infer<typeof AnnouncedScanner>;

/** More than a building has; of a flood of names the rest is left out. */
export const maxAnnounced = 50;

/** How eSCL scanners are announced; who offers both is taken by the safe one. */
export const scannerServices = ['_uscans._tcp.local', '_uscan._tcp.local'] as const;
const [safeService] = scannerServices;

const Name = z.string().min(1).max(255).transform(name => name.toLowerCase());
const Text = z.array(z.union([z.string().max(255), z.instanceof(Uint8Array)])).max(100);
const Record = z.discriminatedUnion('type', [
  z.object({ type: z.literal('PTR'), name: Name, data: z.string().min(1).max(255) }),
  z.object({ type: z.literal('SRV'), name: Name, data: z.object({ target: Name, port: z.int().min(1).max(65_535) }) }),
  z.object({ type: z.literal('TXT'), name: Name, data: z.union([Text, z.string().max(255).transform(text => [text])]) }),
  z.object({ type: z.literal('A'), name: Name, data: z.ipv4() }),
]);
export type AnnouncedRecord = z.infer<typeof Record>;

/** Of whatever came over the network what is of use; the rest is passed over. */
export function readRecords(records: readonly unknown[]): readonly AnnouncedRecord[] {
  return records.slice(0, 200).flatMap(record => Record.safeParse(record).data ?? []);
}

type Known = { readonly instances: ReadonlyMap<string, string>; readonly records: readonly AnnouncedRecord[] };

/** Scanners of which enough is known to ask them, in the order of their names. */
export function scannersOf(records: readonly AnnouncedRecord[]): readonly AnnouncedScanner[] {
  const known: Known = { instances: instancesOf(records), records };
  const found = new Map<string, AnnouncedScanner>();
  // Safe ones first: the same device by its other name is then known.
  for (const [instance, label] of [...known.instances].toSorted(([one], [other]) => Number(other.endsWith(safeService)) - Number(one.endsWith(safeService)))) {
    const scanner = describe(known, instance, label);
    if (scanner && !found.has(label)) found.set(label, scanner);
  }
  return [...found.values()].toSorted((one, other) => one.name.localeCompare(other.name)).slice(0, maxAnnounced);
}

/** Whole names of those announced, with what a person calls them. */
function instancesOf(records: readonly AnnouncedRecord[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const record of records) {
    const service = record.type === 'PTR' ? scannerServices.find(each => each === record.name) : undefined;
    if (record.type !== 'PTR' || service === undefined || !record.data.toLowerCase().endsWith(`.${service}`)) continue;
    found.set(record.data.toLowerCase(), record.data.slice(0, -service.length - 1));
  }
  return found;
}

/** What must still be asked for before a scanner is known. */
export function questionsOf(records: readonly AnnouncedRecord[]): readonly { readonly name: string; readonly type: 'SRV' | 'TXT' | 'A' }[] {
  const has = (type: AnnouncedRecord['type'], name: string): boolean => records.some(record => record.type === type && record.name === name);
  const ofInstances = [...instancesOf(records).keys()].flatMap(name => (['SRV', 'TXT'] as const).filter(type => !has(type, name)).map(type => ({ name, type })));
  const targets = records.flatMap(record => (record.type === 'SRV' && !has('A', record.data.target) ? [{ name: record.data.target, type: 'A' as const }] : []));
  return [...ofInstances, ...targets].slice(0, maxAnnounced);
}

function describe({ records }: Known, instance: string, label: string): AnnouncedScanner | undefined {
  const place = records.find(record => record.type === 'SRV' && record.name === instance);
  if (place?.type !== 'SRV') return undefined;
  const host = records.find(record => record.type === 'A' && record.name === place.data.target);
  if (host?.type !== 'A') return undefined;
  const facts = factsOf(records, instance);
  const scheme = instance.endsWith(safeService) ? 'https' : 'http';
  const path = (facts.get('rs') ?? 'eSCL').replace(/^\/+|\/+$/g, '');
  const address = ScannerAddress.safeParse(`${scheme}://${host.data}:${String(place.data.port)}/${path}`).data;
  if (address === undefined) return undefined;
  return { name: label.slice(0, 100), model: (facts.get('ty') ?? label).slice(0, 100), address };
}

function factsOf(records: readonly AnnouncedRecord[], instance: string): ReadonlyMap<string, string> {
  const text = records.find(record => record.type === 'TXT' && record.name === instance);
  const lines = (text?.type === 'TXT' ? text.data : []).map(line => (typeof line === 'string' ? line : decode(line)));
  return new Map(lines.map(line => [line.slice(0, Math.max(line.indexOf('='), 0)).toLowerCase(), line.slice(line.indexOf('=') + 1)] as const));
}

/** UTF-8; what is none says nothing. `src-shared` has no decoder of its own. */
function decode(bytes: Uint8Array): string {
  try {
    return decodeURIComponent([...bytes.subarray(0, 255)].map(byte => `%${byte.toString(16).padStart(2, '0')}`).join(''));
  } catch {
    return '';
  }
}
