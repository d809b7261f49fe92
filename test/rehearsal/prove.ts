import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { openDirectoryPageStore } from '../../src-server/blobs/directory-page-store.ts';
import { createIntlCrypto } from '../../src-server/blobs/crypto-provider.ts';
import { loadMasterKey } from '../../src-server/blobs/master-key.ts';
import { openDatabase } from '../../src-server/db/open-database.ts';
import type { Db } from '../../src-server/db/schema.ts';
import type { ExpectedVolume } from './make-volumes.ts';
import type { Site } from './site.ts';

export type Proof = {
  readonly volumesOffered: number;
  readonly volumesAccepted: number;
  readonly volumesReturned: number;
  readonly pagesExpected: number;
  readonly pagesFound: number;
  /** Stored originals that were decrypted and digested again. */
  readonly blobsRead: number;
  /** Names of what does not balance; empty: every volume arrived once, or came back. */
  readonly faults: readonly string[];
};

const enoughFaults = 20;

/** Reads the database and the page store themselves, past the program that filled them. */
export async function prove(site: Site, expected: readonly ExpectedVolume[], blobShare: number): Promise<Proof> {
  const database = await openDatabase({ kind: 'postgres', url: site.databaseUrl, maxConnections: 2 });
  try {
    const found = await readVolumes(database.db);
    const faults: string[] = [];
    for (const volume of expected) {
      const fault = findFault(volume, found.get(volume.idNumber));
      if (fault !== undefined && faults.length < enoughFaults) faults.push(`${volume.idNumber}: ${fault}`);
    }
    const clean = expected.filter(({ isFaulty }) => !isFaulty);
    const states = await countStates(database.db);
    const blobs = await readBlobs(site, database.db, blobShare);
    return {
      volumesOffered: expected.length,
      volumesAccepted: states.accepted ?? 0,
      volumesReturned: states.returned ?? 0,
      pagesExpected: clean.reduce((sum, { digests }) => sum + digests.length, 0),
      pagesFound: [...found.values()].reduce((sum, { digests }) => sum + digests.length, 0),
      blobsRead: blobs.read,
      faults: [...faults, ...blobs.faults, ...(await findLeftovers(database.db))],
    };
  } finally {
    await database.close();
  }
}

type FoundVolume = { readonly volumes: Set<string>; readonly digests: string[] };

async function readVolumes(db: Db): Promise<Map<string, FoundVolume>> {
  const rows = await db
    .selectFrom('pages')
    .innerJoin('materials', 'materials.id', 'pages.materialId')
    .innerJoin('volumes', 'volumes.id', 'materials.volumeId')
    .innerJoin('persons', 'persons.id', 'volumes.personId')
    .select(['persons.idNumber', 'volumes.id as volumeId', 'pages.originalDigest'])
    .orderBy('materials.classCode')
    .orderBy('materials.sequence')
    .orderBy('pages.number')
    .execute();
  const found = new Map<string, FoundVolume>();
  for (const { idNumber, volumeId, originalDigest } of rows) {
    const volume = found.get(idNumber) ?? { volumes: new Set(), digests: [] };
    volume.volumes.add(volumeId);
    volume.digests.push(originalDigest);
    found.set(idNumber, volume);
  }
  return found;
}

function findFault({ isFaulty, digests }: ExpectedVolume, found: FoundVolume | undefined): string | undefined {
  if (isFaulty) return found === undefined ? undefined : 'was accepted although a page is missing';
  if (found === undefined) return 'is lost';
  if (found.volumes.size !== 1) return `arrived ${String(found.volumes.size)} times`;
  return found.digests.length === digests.length && found.digests.every((digest, index) => digest === digests[index]) ? undefined : 'has other pages, or in another order';
}

async function countStates(db: Db): Promise<Partial<Record<string, number>>> {
  const rows = await db.selectFrom('intakePackages').select(['state', eb => eb.fn.countAll<string>().as('count')]).groupBy('state').execute();
  return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]));
}

/** Nothing may still be held: an upload of a package that ended, a package that never ended. */
async function findLeftovers(db: Db): Promise<readonly string[]> {
  const { open } = await db.selectFrom('intakePackages').select(eb => eb.fn.countAll<string>().as('open')).where('state', 'not in', ['accepted', 'returned']).executeTakeFirstOrThrow();
  return Number(open) === 0 ? [] : [`${open} packages have not ended`];
}

async function readBlobs({ directory }: Site, db: Db, share: number): Promise<{ readonly read: number; readonly faults: readonly string[] }> {
  const dataDirectory = join(directory, 'centre');
  const pages = await openDirectoryPageStore(join(dataDirectory, 'pages'), createIntlCrypto(await loadMasterKey(dataDirectory)));
  const rows = await db.selectFrom('pages').select(['id', 'originalBlob', 'originalDigest']).execute();
  const chosen = rows.filter(({ id }) => Number.parseInt(id.slice(0, 8), 16) / 2 ** 32 < share);
  const faults: string[] = [];
  for (const { id, originalBlob, originalDigest } of chosen) {
    const digest = await pages.get(originalBlob).then(bytes => createHash('sha256').update(bytes).digest('hex'), () => 'unreadable');
    if (digest !== originalDigest && faults.length < enoughFaults) faults.push(`page ${id}: ${digest}`);
  }
  return { read: chosen.length, faults };
}
