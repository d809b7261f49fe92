import { sql } from 'kysely';
import type { z } from 'zod';
import type { Batch, BatchAccount, BatchState } from '#shared/domain/intake';
import type { IntakePolicy } from '#shared/domain/intake-policy';
import type { Db } from '../../../db/schema.ts';
import { readPolicy } from '../policies/policy-repository.ts';
import { sampleStateOf, type SampleCounts } from '../sampling/sample-verdict.ts';
import { batchSecrecy, type BatchRecord } from './batch-repository.ts';
import { readMediumContents } from './medium-contents.ts';

type Account = z.output<typeof BatchAccount>;
/** Of the last minute and of what is still to be done; bytes because pages are not known before a package is opened. */
type Pace = { readonly recentPages: number; readonly recentBytes: number; readonly bytesLeft: number };
type Figures = { readonly account: Account; readonly pace: Pace; readonly sample: SampleCounts };

export async function viewBatches(db: Db, batches: readonly BatchRecord[]): Promise<z.input<typeof Batch>[]> {
  const figures = await readFigures(db, batches.map(({ id }) => id));
  const media = await readMediumContents(db, batches.flatMap(({ mediumId }) => mediumId ?? []));
  return Promise.all(
    batches.map(async batch => ({
      ...viewOf(batch, figures.get(batch.id) ?? nothing, await readPolicy(db, batch.unitId, batch.policyVersion)),
      mediumContents: media.get(batch.mediumId ?? '') ?? null,
    })),
  );
}

export async function viewBatch(db: Db, batch: BatchRecord): Promise<z.input<typeof Batch>> {
  const [view] = await viewBatches(db, [batch]);
  if (!view) throw new Error('A batch has no view.');
  return view;
}

function viewOf(batch: BatchRecord, { account, pace, sample }: Figures, policy: IntakePolicy): z.input<typeof Batch> {
  const { id, number, kind, unitId, unitName, supplier, note, mediumId, mediumNumber, approvalNumber, state, isPaused, policyVersion, decisionNote } = batch;
  return {
    ...{ id, number, kind, unitId, unitName, supplier, note, mediumId, mediumNumber, approvalNumber, state, isPaused, policyVersion, decisionNote },
    mapping: batch.mappingName === null || batch.mappingVersion === null ? null : { name: batch.mappingName, version: batch.mappingVersion },
    secrecy: batchSecrecy(batch),
    createdBy: batch.createdByName,
    createdAt: batch.createdAt.toISOString(),
    closedAt: batch.closedAt?.toISOString() ?? null,
    decidedBy: batch.decidedByName,
    decidedAt: batch.decidedAt?.toISOString() ?? null,
    account,
    sample: sampleStateOf(sample, { isDrawn: batch.sampleSeed !== null, minQualityShare: policy.minQualityShare }),
    ...paceOf(pace, state),
  };
}

const paceWindowSeconds = 60;

function paceOf({ recentPages, recentBytes, bytesLeft }: Pace, state: BatchState): { pagesPerSecond: number | null; secondsLeft: number | null } {
  if (bytesLeft === 0 || state !== 'open') return { pagesPerSecond: null, secondsLeft: null };
  return { pagesPerSecond: recentPages / paceWindowSeconds, secondsLeft: recentBytes === 0 ? null : Math.ceil(bytesLeft / (recentBytes / paceWindowSeconds)) };
}

const noAccount: Account = {
  ...{ offered: 0, waiting: 0, clean: 0, needsReview: 0, defective: 0, accepted: 0, returned: 0, withdrawn: 0 },
  ...{ pagesOffered: 0, pagesAccepted: 0, pagesReturned: 0, bytes: 0 },
};
const noSample: SampleCounts = { drawn: 0, judged: 0, wrongPlace: 0, poorPicture: 0 };
const nothing: Figures = { account: noAccount, pace: { recentPages: 0, recentBytes: 0, bytesLeft: 0 }, sample: noSample };

type FigureRow = Account & Pace & SampleCounts & { readonly batchId: string };

/** One statement, however many batches. `clean` and its neighbours count what is checked and not decided yet. */
async function readFigures(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, Figures>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<FigureRow>`
    select p.batch_id, count(*)::integer as offered,
      count(*) filter (where state in ('waiting', 'checking'))::integer as waiting,
      count(*) filter (where state in ('checked', 'accepting') and verdict = 'clean')::integer as clean,
      count(*) filter (where state in ('checked', 'accepting') and verdict = 'needs-review')::integer as needs_review,
      count(*) filter (where state in ('checked', 'accepting') and verdict = 'defective')::integer as defective,
      count(*) filter (where state = 'accepted')::integer as accepted,
      count(*) filter (where state = 'returned')::integer as returned,
      count(*) filter (where state = 'withdrawn')::integer as withdrawn,
      sum(page_count)::integer as pages_offered,
      coalesce(sum(page_count) filter (where state = 'accepted'), 0)::integer as pages_accepted,
      coalesce(sum(page_count) filter (where state = 'returned'), 0)::integer as pages_returned,
      coalesce(sum(bytes), 0)::float8 as bytes,
      coalesce(sum(page_count) filter (where checked_at > now() - ${paceWindowSeconds} * interval '1 second'), 0)::integer as recent_pages,
      coalesce(sum(bytes) filter (where checked_at > now() - ${paceWindowSeconds} * interval '1 second'), 0)::float8 as recent_bytes,
      coalesce(sum(bytes) filter (where state in ('waiting', 'checking')), 0)::float8 as bytes_left,
      coalesce(max(s.drawn), 0)::integer as drawn, coalesce(max(s.judged), 0)::integer as judged,
      coalesce(max(s.wrong_place), 0)::integer as wrong_place, coalesce(max(s.poor_picture), 0)::integer as poor_picture
    from intake_packages p
    left join (
      select batch_id, count(*) as drawn, count(judged_at) as judged,
        count(*) filter (where not is_place_right) as wrong_place, count(*) filter (where not is_picture_good) as poor_picture
      from intake_samples where batch_id in (${sql.join(ids)}) group by batch_id) s on s.batch_id = p.batch_id
    where p.batch_id in (${sql.join(ids)}) group by p.batch_id`.execute(db);
  return new Map(rows.map(row => [row.batchId, splitRow(row)]));
}

function splitRow({ batchId: _, recentPages, recentBytes, bytesLeft, drawn, judged, wrongPlace, poorPicture, ...account }: FigureRow): Figures {
  return { account, pace: { recentPages, recentBytes, bytesLeft }, sample: { drawn, judged, wrongPlace, poorPicture } };
}
