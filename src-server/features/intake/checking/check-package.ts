import { createHash } from 'node:crypto';
import type { PackageProblem, StagedVolume } from '#shared/domain/staged-volume';
import { releaseBytes } from '../../../blobs/release-bytes.ts';
import type { OpenUpload } from '../../../blobs/upload-area.ts';
import { openLedger, sweepBlobs } from './blob-ledger.ts';
import { requireBatch } from '../batches/batch-repository.ts';
import { readMapping } from '../policies/mapping-repository.ts';
import { finishCheck } from './finish-check.ts';
import type { OpenedUpload } from '../packages/index.ts';
import { judgePackage } from './judge-package.ts';
import { measureImages } from './measure-images.ts';
import type { CheckWork, PackageWork } from './package-work.ts';
import { splitPackage } from './split-package.ts';

const tooManyAttempts = 5;

/** From the upload to a verdict, or to the several packages that lie in it. What is wrong with the package is a finding, never an error. */
export async function checkPackage(ordered: PackageWork): Promise<void> {
  const { services, record } = ordered;
  const work = { ...ordered, batch: await requireBatch(services.db, record.batchId) };
  // An attempt before this one may have been killed.
  if (record.attempts > 1) await sweepBlobs(services, record.id);
  // Whatever ends the process each time does so no further: a person must look.
  if (record.attempts > tooManyAttempts) return checkRefused(work, { rule: 'P01', variant: 'unreadable', path: record.name });
  if (record.uploadId === null) throw new Error('A package without an upload cannot be checked.');
  const source = await services.uploads.openForReading(record.uploadId);
  try {
    await checkSource(work, source);
  } finally {
    await source.close();
  }
}

async function checkSource(work: CheckWork, source: OpenUpload): Promise<void> {
  const { tools, record, signal } = work;
  // One of several that lie in an upload: the whole was looked at before it was split.
  if (record.root === '') {
    const found = await digestOf(source, signal);
    if (found !== record.digest) return checkRefused(work, { rule: 'P01', variant: 'digest-differs', path: record.name, expected: record.digest.slice(0, 16), found: found.slice(0, 16) });
  }
  const opened = await tools.openPackage(source, { name: record.name, mapping: await readMapping(work.services.db, work.batch) });
  try {
    await checkOpened(work, opened);
  } finally {
    await opened.close();
  }
}

async function checkOpened(work: CheckWork, opened: OpenedUpload): Promise<void> {
  const { record, services, owner } = work;
  const { roots } = opened;
  if (record.root === '' && roots.length > 1) return splitPackage(services, { record, owner, roots });
  const root = record.root === '' ? (roots[0] ?? '') : record.root;
  await checkStaged(work, { opened, root, volume: await opened.stage(root) });
}

/** Of each page the original and the optimised image. */
const layersStored = 2;

type Staged = { readonly opened: OpenedUpload; readonly root: string; readonly volume: StagedVolume };

async function checkStaged(work: CheckWork, { opened, root, volume }: Staged): Promise<void> {
  const { services, tools, record, owner, signal, imagesAtOnce } = work;
  const ledger = openLedger(services, { packageId: record.id, attempt: owner, images: layersStored * volume.images.filter(({ layer }) => layer === 'original').length });
  try {
    const { images, pages, problems } = await measureImages({ tools, opened, root, ledger, signal, atOnce: imagesAtOnce }, volume.images);
    const judged = await judgePackage(work, { volume: { ...volume, images, problems: [...volume.problems, ...problems] }, pages });
    signal.throwIfAborted();
    await finishCheck(work, { ...judged, pages });
  } catch (error) {
    await ledger.abandon();
    throw error;
  }
}

const nothingStaged: StagedVolume = { format: 'layout', persons: [], secrecy: null, rows: [], hasCatalogue: false, images: [], strays: [], problems: [] };

/** Nothing of it can be read: the problem is all that there is to say. */
async function checkRefused(work: CheckWork, problem: PackageProblem): Promise<void> {
  const judged = await judgePackage(work, { volume: { ...nothingStaged, images: [], problems: [problem] }, pages: [] });
  // Everything that is missing in an unreadable package would only hide why.
  await finishCheck(work, { ...judged, findings: judged.findings.filter(({ rule }) => rule === problem.rule), format: null, pages: [] });
}

const chunkBytes = 1024 * 1024;

async function digestOf(source: OpenUpload, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for (let offset = 0; offset < source.size; offset += chunkBytes) {
    signal.throwIfAborted();
    const chunk = await source.read(offset, chunkBytes);
    hash.update(chunk);
    releaseBytes(chunk);
  }
  return hash.digest('hex');
}
