import { setTimeout as sleep } from 'node:timers/promises';
import { isSameFile, scannerIdOf, type FolderPlace } from '#shared/domain/scanner-place';
import type { Scanner, ScannerCapabilities } from '#shared/domain/scanning';
import { AppError } from '#shared/errors/app-error';
import type { StepLog } from '../../step-log.ts';
import { tellStepsOf, type ToldSteps } from '../during-step.ts';
import type { ScanDriver, ScannedPage, ScanRequest } from '../scan-driver.ts';
import { openFilePages } from './file-pages.ts';
import { listFolder, requireFolder, type ListedFile } from './folder-listing.ts';
import { listOpenForWriting } from './open-writers.ts';
import { readPlainFile, removePlainFile } from './read-plain-file.ts';

export type FolderPatience = {
  readonly pollMs: number;
  /** Neither size nor time has changed for so long. */
  readonly steadyMs: number;
  /** After "that was all" a file that is still being written is waited for so long. */
  readonly farewellMs: number;
};
export const usualFolderPatience: FolderPatience = { pollMs: 500, steadyMs: 1_500, farewellMs: 15_000 };

/** A folder offers no choice of anything: the vendor's program has made it. The person says when the stack is through. */
const capabilities: ScannerCapabilities = { sources: [], modes: [], resolutionsDpi: [], maxWidthMm: 450, maxHeightMm: 1200, endsBy: 'person' };

type Watched = { readonly place: FolderPlace; readonly request: ScanRequest; readonly signal: AbortSignal; readonly patience: FolderPatience; readonly steps: ToldSteps };

/** Since when a file has been as it is. */
function createSteadiness(steadyMs: number): (file: ListedFile) => boolean {
  const since = new Map<string, { readonly file: ListedFile; readonly atMs: number }>();
  return file => {
    const known = since.get(file.name);
    if (known && isSameFile(known.file, file)) return performance.now() - known.atMs >= steadyMs;
    since.set(file.name, { file, atMs: performance.now() });
    return false;
  };
}

/** A folder may lie on a machine elsewhere: whatever is asked of it is a step, and may hang like a device. Between two looks nothing is asked. */
async function* takeFile({ place, request, steps }: Watched, file: ListedFile, nextSide: () => number): AsyncGenerator<ScannedPage> {
  if (!file.isPlain) throw new AppError('scan-file.not-plain');
  const bytes = await steps.during('open', () => readPlainFile(place.path, file));
  const pages = await openFilePages(bytes);
  const kept = request.taken.find(taken => isSameFile(taken.file, file))?.pages ?? 0;
  const { name, sizeBytes, modifiedMs } = file;
  for (let index = kept; index < pages.count; index += 1) {
    const page = await steps.during('read', () => pages.read(index), nextSide());
    yield { ...page, from: { placeId: place.id, file: { name, sizeBytes, modifiedMs }, pages: index + 1, isWhole: index + 1 === pages.count } };
  }
}

/** Ends a wait early: by "that was all", or by the cancel that throws. */
async function rest({ request, signal, patience }: Watched): Promise<void> {
  await sleep(patience.pollMs, undefined, { signal: AbortSignal.any([signal, request.finished]) }).catch(() => undefined);
  signal.throwIfAborted();
  // Asked to finish, the looks go on at the same pace.
  if (request.finished.aborted) await sleep(patience.pollMs, undefined, { signal });
}

/** What of the folder is still to be looked at, in its order; files that were safely kept before are removed where that was agreed. */
async function findNew({ place, request }: Watched, done: ReadonlySet<string>): Promise<readonly ListedFile[]> {
  const files = (await listFolder(place)).filter(file => !done.has(keyOf(file)));
  const known = files.filter(file => request.taken.some(taken => taken.isWhole && isSameFile(taken.file, file)));
  if (place.afterwards === 'remove') for (const file of known) await removePlainFile(place.path, file);
  return files.filter(file => !known.includes(file));
}

const keyOf = ({ name, sizeBytes, modifiedMs }: ListedFile): string => `${String(sizeBytes)} ${String(modifiedMs)} ${name}`;

/** One look after the other, until the person has said that this was all and nothing is left to wait for. */
async function* watchFolder(watched: Watched): AsyncGenerator<ScannedPage> {
  const { request, patience } = watched;
  const isSteady = createSteadiness(patience.steadyMs);
  const done = new Set<string>();
  const pagesLeft = countDown(request.settings.maxPages);
  const nextSide = countUp();
  let farewellAtMs = Number.POSITIVE_INFINITY;
  for (;;) {
    request.onProgress(0);
    if (request.finished.aborted) farewellAtMs = Math.min(farewellAtMs, performance.now() + patience.farewellMs);
    const isLast = performance.now() > farewellAtMs;
    const { files, ready } = await watched.steps.during('prepare', () => look(watched, done, { isSteady, mayOvertake: isLast }));
    for await (const page of takeReady(watched, ready, { done, isLast, nextSide })) {
      yield page;
      if (pagesLeft() <= 0) return;
    }
    if (isLast) refuseOpen(watched, files.filter(file => !ready.includes(file)));
    if (isLast || (request.finished.aborted && files.every(file => done.has(keyOf(file))))) return;
    await rest(watched);
  }
}

type Look = { readonly files: readonly ListedFile[]; readonly ready: readonly ListedFile[] };

async function look(watched: Watched, done: ReadonlySet<string>, readiness: Readiness): Promise<Look> {
  const files = await findNew(watched, done);
  return { files, ready: await readyOnes(watched.place, files, readiness) };
}

function refuseOpen({ request }: Watched, files: readonly ListedFile[]): void {
  for (const { name } of files) request.onRefused(name, 'scan-file.still-open');
}

function countUp(): () => number {
  let count = 0;
  return () => (count += 1);
}

function countDown(maxPages: number | null): () => number {
  let left = maxPages ?? Number.POSITIVE_INFINITY;
  return () => {
    left -= 1;
    return left;
  };
}

type Taking = { readonly done: Set<string>; readonly isLast: boolean; readonly nextSide: () => number };

async function* takeReady(watched: Watched, ready: readonly ListedFile[], { done, isLast, nextSide }: Taking): AsyncGenerator<ScannedPage> {
  for (const file of ready) {
    try {
      yield* takeFile(watched, file, nextSide);
    } catch (error) {
      if (!(error instanceof AppError) || !error.code.startsWith('scan-file.')) throw error;
      // Written on between the look and the reading: it is no finished file yet, and the next look tells.
      if (error.code === 'scan-file.changed' && !isLast) return;
      watched.request.onRefused(file.name, error.code);
    }
    done.add(keyOf(file));
  }
}

type Readiness = { readonly isSteady: (file: ListedFile) => boolean; readonly mayOvertake: boolean };

/** From the first on: a later page must not overtake an earlier one that is still being written, unless nobody waits any more. */
async function readyOnes(place: FolderPlace, files: readonly ListedFile[], { isSteady, mayOvertake }: Readiness): Promise<readonly ListedFile[]> {
  // All are looked at, so that each is known from its first moment on.
  const steady = new Set(files.filter(isSteady));
  const open = steady.size > 0 ? await listOpenForWriting(place.path) : new Set<string>();
  const ready: ListedFile[] = [];
  for (const file of files) {
    if (steady.has(file) && !open.has(file.name)) ready.push(file);
    else if (!mayOvertake) break;
  }
  return ready;
}

function requirePlace(place: ScanRequest['place']): FolderPlace {
  if (place?.kind !== 'folder') throw new AppError('scanner.not-found');
  return place;
}

/** 监视文件夹: pages that a vendor's own program leaves in a folder, for machines that no open driver knows. */
export function createFolderDriver(log: StepLog, patience: FolderPatience = usualFolderPatience): ScanDriver {
  return {
    listScanners: places =>
      Promise.resolve(places.flatMap((place): readonly Scanner[] => (place.kind === 'folder' ? [{ id: scannerIdOf(place), vendor: '', model: place.name, kind: '', connection: 'folder' }] : []))),
    describe: async (scannerId, place) => {
      await tellStepsOf(log, scannerId).during('open', () => requireFolder(requirePlace(place)));
      return capabilities;
    },
    async *scan(request, signal): AsyncGenerator<ScannedPage> {
      const place = requirePlace(request.place);
      signal.throwIfAborted();
      yield* watchFolder({ place, request, signal, patience, steps: tellStepsOf(log, request.scannerId) });
    },
  };
}
