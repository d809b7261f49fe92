import { randomUUID } from 'node:crypto';
import type { Insertable } from 'kysely';
import type { ImageFacts } from '#shared/domain/image-facts';
import { plainRecipe } from '#shared/domain/page-recipe';
import { packMap } from '#shared/imaging/page-print';
import type { CheckedImage, PackageProblem, StagedImage } from '#shared/domain/staged-volume';
import { releaseBytes } from '../../../blobs/release-bytes.ts';
import type { Schema } from '../../../db/schema.ts';
import type { BlobLedger } from './blob-ledger.ts';
import type { CheckOutcome } from '../images/index.ts';
import { checkDeclaredDigest, type OpenedUpload } from '../packages/index.ts';
import type { IntakeTools } from './intake-tools.ts';

/** The map of a print is packed from the start: a volume of 400 pages has 400 of them in memory. */
export type PackedPrint = { readonly landmarks: readonly number[]; readonly map: Uint8Array };

/** A page with its rows-to-be; `print` is null where too little is written to know it again. */
export type StoredPage = Omit<Insertable<Schema['intakePages']>, 'packageId'> & { readonly id: string; readonly facts: ImageFacts; readonly print: PackedPrint | null };
export type Measured = { readonly images: readonly CheckedImage[]; readonly pages: readonly StoredPage[]; readonly problems: readonly PackageProblem[] };
export type Measuring = {
  readonly tools: IntakeTools;
  readonly opened: OpenedUpload;
  /** The volume's folder inside it. */
  readonly root: string;
  readonly ledger: BlobLedger;
  readonly signal: AbortSignal;
  /** Pages in memory at the same time, each with both its layers. */
  readonly atOnce: number;
};

type Sheet = { readonly original: StagedImage; readonly optimised: StagedImage | undefined };
type Collected = { readonly facts: Map<StagedImage, ImageFacts>; readonly pages: StoredPage[]; readonly problems: PackageProblem[] };

/** Reads, measures and stores every image once; only facts are kept, never pixels, however many pages there are. */
export async function measureImages(measuring: Measuring, images: readonly StagedImage[]): Promise<Measured> {
  const collected: Collected = { facts: new Map(), pages: [], problems: [] };
  const { sheets, lonely } = pairLayers(images);
  const waiting = [...sheets.map(sheet => () => takeSheet(measuring, collected, sheet)), ...lonely.map(image => async () => { await measureOne(measuring, collected, image); })];
  const workOff = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      measuring.signal.throwIfAborted();
      await next();
    }
  };
  const stopAll = (error: unknown): never => {
    waiting.length = 0;
    throw error;
  };
  const outcomes = await Promise.allSettled(Array.from({ length: measuring.atOnce }, () => workOff().catch(stopAll)));
  // Settled, not raced: no image may still be on its way into the store when the attempt is cleaned up.
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  const factsOf = (image: StagedImage): ImageFacts => {
    const facts = collected.facts.get(image);
    if (!facts) throw new Error('An image was not measured.');
    return facts;
  };
  return { images: images.map(image => ({ ...image, facts: factsOf(image) })), pages: collected.pages, problems: collected.problems };
}

/** Each image of the original layer with the one of the optimised layer at the same place. */
function pairLayers(images: readonly StagedImage[]): { sheets: readonly Sheet[]; lonely: readonly StagedImage[] } {
  const optimisedAt = new Map(images.flatMap(image => (image.layer === 'optimised' && isPlaced(image) ? [[placeKey(image), image] as const] : [])));
  const sheets = images.filter(({ layer }) => layer === 'original').map((original): Sheet => {
    const key = placeKey(original);
    const optimised = isPlaced(original) ? optimisedAt.get(key) : undefined;
    // Of two originals at one place the first takes it.
    if (optimised) optimisedAt.delete(key);
    return { original, optimised };
  });
  const paired = new Set(sheets.flatMap(({ optimised }) => optimised ?? []));
  return { sheets, lonely: images.filter(image => image.layer === 'optimised' && !paired.has(image)) };
}

type Placed = StagedImage & { readonly classCode: NonNullable<StagedImage['classCode']>; readonly sequence: number; readonly page: number };

function isPlaced(image: StagedImage): image is Placed {
  return image.classCode !== null && image.sequence !== null && image.page !== null;
}

function placeKey({ classCode, sequence, page }: StagedImage): string {
  return `${String(classCode)}/${String(sequence)}/${String(page)}`;
}

async function takeSheet(measuring: Measuring, collected: Collected, { original, optimised }: Sheet): Promise<void> {
  const first = await measureOne(measuring, collected, original);
  const { bytes, measured } = first;
  const delivered = optimised && (await measureOne(measuring, collected, optimised));
  const clean = delivered?.measured.optimised ?? measured.optimised;
  if (clean && measured.optimised && isPlaced(original)) collected.pages.push(await storePage(measuring.ledger, { original, optimised, bytes, measured, clean }));
  for (const read of [first, delivered]) if (read) release(read);
}

type Readable = {
  readonly original: Placed;
  readonly optimised: StagedImage | undefined;
  readonly bytes: Uint8Array;
  readonly measured: CheckOutcome;
  readonly clean: NonNullable<CheckOutcome['optimised']>;
};

/** Both layers: the bytes that came, untouched, and a clean image made from the layer that is meant for reading. */
async function storePage(ledger: BlobLedger, { original, optimised, bytes, measured: { facts, print }, clean }: Readable): Promise<StoredPage> {
  const { classCode, sequence, page: number, path: originalPath } = original;
  return {
    ...{ id: randomUUID(), classCode, sequence, number, originalPath, optimisedPath: optimised?.path ?? null, facts },
    print: print && { landmarks: print.landmarks, map: packMap(print.map) },
    ...{ originalDigest: facts.digest, perceptualHash: facts.measures?.perceptualHash ?? null, recipe: plainRecipe },
    ...{ widthPx: clean.widthPx, heightPx: clean.heightPx, dpi: dpiOf(clean) },
    ...(await storeLayers(ledger, bytes, clean.jpeg)),
  };
}

/** Settled, not raced: neither may still be on its way into the store when the attempt is cleaned up. */
async function storeLayers(ledger: BlobLedger, original: Uint8Array, optimised: Uint8Array): Promise<Pick<StoredPage, 'originalBlob' | 'optimisedBlob'>> {
  const [first, second] = await Promise.allSettled([ledger.put(original), ledger.put(optimised)]);
  if (first.status === 'rejected') throw first.reason;
  if (second.status === 'rejected') throw second.reason;
  return { originalBlob: first.value, optimisedBlob: second.value };
}

type Read = { readonly bytes: Uint8Array; readonly measured: CheckOutcome };

async function measureOne({ tools, opened, root }: Measuring, collected: Collected, image: StagedImage): Promise<Read> {
  const bytes = await opened.readImage(root, image).catch((error: unknown) => {
    const problem = tools.findProblem(error);
    if (!problem) throw error;
    collected.problems.push(problem);
    return new Uint8Array();
  });
  // Digests of our own algorithm are the rule's to compare: it has them among the facts.
  const other = image.declaredDigest?.algorithm === 'sha256' ? null : checkDeclaredDigest(image, bytes);
  if (other) collected.problems.push(other);
  const measured = await tools.measure(bytes, image.path);
  collected.facts.set(image, measured.facts);
  return { bytes, measured };
}

/** Every image is read into memory of its own. */
function release({ bytes, measured }: Read): void {
  releaseBytes(bytes);
  if (measured.optimised) releaseBytes(measured.optimised.jpeg);
}

const a4ShortInches = 210 / 25.4;

/** What the pixels say if the sheet is A4; the header of a scan is often wrong. */
function dpiOf({ widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number }): number {
  return Math.max(1, Math.round(Math.min(widthPx, heightPx) / a4ShortInches));
}
