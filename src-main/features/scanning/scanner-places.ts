import { resolve, sep } from 'node:path';
import { homedir } from 'node:os';
import { z } from 'zod';
import type { scanningOperations } from '#shared/contract/scanning-operations';
import type { DeviceApi } from '#shared/contract/device-api';
import type { Client, Handlers } from '#shared/contract/operation';
import type { Role } from '#shared/domain/account';
import { maxScannerPlaces, scannerIdOf, ScannerPlace } from '#shared/domain/scanner-place';
import { AppError } from '#shared/errors/app-error';
import type { TerminalServices } from '../../app/services.ts';
import { findTaken } from './taken-files.ts';

type PlaceHandlers = Pick<Handlers<typeof scanningOperations, unknown>, 'scannerPlaces.list' | 'scannerPlaces.search' | 'scannerPlaces.probe' | 'scannerPlaces.save' | 'scannerPlaces.remove'>;

export type ScannerPlaces = {
  readonly handlers: PlaceHandlers;
  readonly find: (scannerId: string) => Promise<ScannerPlace | undefined>;
  /** The device host, told with every call where the scanner of that call is: it remembers nothing itself. */
  readonly devices: Client<DeviceApi>;
};

const keptName = 'scanner-places';
const Kept = z.array(ScannerPlace).max(maxScannerPlaces).readonly();
const mayChange: readonly Role[] = ['archivist', 'system-administrator'];

/** Scanners that SANE does not list, as this terminal was told of them: network scanners by address, and watched folders. */
export function createScannerPlaces(services: TerminalServices): ScannerPlaces {
  const { store, session, devices, log } = services;
  const list = async (): Promise<readonly ScannerPlace[]> => (await store.state.find(keptName, Kept)) ?? [];
  const find = async (scannerId: string): Promise<ScannerPlace | undefined> => (await list()).find(place => scannerIdOf(place) === scannerId);
  const requireMayChange = (): void => {
    if (!session.requireUnlocked().roles.some(role => mayChange.includes(role))) throw new AppError('resource.not-found');
  };
  return {
    find,
    handlers: {
      'scannerPlaces.list': async () => {
        session.requireAccount();
        return { places: await list() };
      },
      'scannerPlaces.search': async () => {
        requireMayChange();
        const { found } = await devices('scanners.search', {});
        const kept = (await list()).flatMap(place => (place.kind === 'network' ? [new URL(place.address).host] : []));
        return { found: found.map(each => ({ ...each, isKept: kept.includes(new URL(each.address).host) })) };
      },
      'scannerPlaces.probe': async ({ address }) => {
        requireMayChange();
        return { address, ...(await devices('scanners.probe', { address })) };
      },
      'scannerPlaces.save': async ({ place }) => {
        requireMayChange();
        if (place.kind === 'folder') requireOwnFolder(place.path, services.exportDirectory);
        await devices('scanners.describe', { scannerId: scannerIdOf(place), place });
        const others = (await list()).filter(({ id }) => id !== place.id);
        if (others.length >= maxScannerPlaces) throw new AppError('scanner-place.too-many', { limit: maxScannerPlaces });
        await store.state.save(keptName, [...others, place]);
        log.info('scanner place kept', { placeId: place.id, kind: place.kind });
        return {};
      },
      'scannerPlaces.remove': async ({ id }) => {
        requireMayChange();
        await store.state.save(keptName, (await list()).filter(place => place.id !== id));
        log.info('scanner place removed', { placeId: id });
        return {};
      },
    },
    // `as never`: what is added is what the contract of that call asks for.
    devices: async (name, input) => devices(name, (await withPlace({ name, input }, { list, find, services })) as never),
  };
}

/** Pages are taken out of it, and perhaps removed: never where the system, this program or everything of a user lies. */
function requireOwnFolder(path: string, exportDirectory: string): void {
  const wanted = resolve(path);
  const isOf = (folder: string): boolean => wanted === folder || wanted.startsWith(folder + sep);
  const isSystem = ['/etc', '/usr', '/bin', '/sbin', '/lib', '/proc', '/sys', '/dev', '/boot', '/run'].some(isOf);
  const ownFolder = resolve(exportDirectory, '..');
  if (wanted === sep || isSystem || wanted === resolve(homedir()) || isOf(ownFolder)) throw new AppError('scan-folder.not-allowed');
}

type Call = { readonly name: string; readonly input: unknown };
type Lookup = Pick<ScannerPlaces, 'find'> & { readonly list: () => Promise<readonly ScannerPlace[]>; readonly services: TerminalServices };

const ofScanner = z.looseObject({ scannerId: z.string() });

async function withPlace({ name, input }: Call, { list, find, services }: Lookup): Promise<unknown> {
  if (name === 'scanners.list') return { places: await list() };
  if (name !== 'scanners.describe' && name !== 'scanners.scan') return input;
  const asked = ofScanner.parse(input);
  const place = (await find(asked.scannerId)) ?? null;
  if (name === 'scanners.describe') return { ...asked, place };
  return { ...asked, place, taken: place?.kind === 'folder' ? await findTaken(services.store.state, place.id) : [] };
}
