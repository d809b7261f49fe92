import { sql, type Selectable, type SelectQueryBuilder } from 'kysely';
import type { z } from 'zod';
import { pageSize, totalLimit } from '#shared/contract/lists';
import { StripJobId, type StripJob } from '#shared/domain/strip-job';
import { AppError } from '#shared/errors/app-error';
import type { Db, Schema } from '../../db/schema.ts';
import { rowsAllowed, type ResourceFacts, type Subject } from '../authority/index.ts';

export type StripJobRecord = Selectable<Schema['stripJobs']> & { readonly operatorName: string };
export type StripRunRecord = Selectable<Schema['stripRuns']>;
type View = z.input<typeof StripJob>;

export const jobQuery = (db: Db): SelectQueryBuilder<Schema, 'stripJobs' | 'accounts', StripJobRecord> =>
  db.selectFrom('stripJobs').innerJoin('accounts', 'accounts.id', 'stripJobs.accountId').selectAll('stripJobs').select('accounts.displayName as operatorName');

export async function requireJob(db: Db, id: string): Promise<StripJobRecord> {
  if (!StripJobId.safeParse(id).success) throw new AppError('resource.not-found');
  const job = await jobQuery(db).where('stripJobs.id', '=', id).executeTakeFirst();
  if (!job) throw new AppError('resource.not-found');
  return job;
}

export function jobFacts({ unitId, registerNumber }: Pick<StripJobRecord, 'unitId' | 'registerNumber'>): ResourceFacts {
  return { managingUnitId: unitId, object: registerNumber };
}

export async function findLastRun(db: Db, jobId: string): Promise<StripRunRecord | undefined> {
  return db.selectFrom('stripRuns').selectAll().where('jobId', '=', jobId).orderBy('number', 'desc').executeTakeFirst();
}

/** With their attempts: one more statement, however many jobs. */
export async function viewJobs(db: Db, jobs: readonly StripJobRecord[]): Promise<View[]> {
  if (jobs.length === 0) return [];
  const runs = await db.selectFrom('stripRuns').selectAll().where('jobId', 'in', jobs.map(({ id }) => id)).orderBy('number').execute();
  return jobs.map(({ id, registerNumber, unitId, templateId, template, paper, marginMm, state, stripCount, goodCount, operatorName, preparedAt }) => ({
    ...{ id, registerNumber, unitId, templateId, template, paper, marginMm, state, stripCount, goodCount, operatorName },
    templateName: template.name,
    preparedAt: preparedAt.toISOString(),
    runs: runs.filter(({ jobId }) => jobId === id).map(({ startedAt, endedAt, jobId: _, ...run }) => ({ ...run, startedAt: startedAt.toISOString(), endedAt: endedAt?.toISOString() ?? null })),
  }));
}

/** Newest first, of the own units. */
export async function listJobs(db: Db, subject: Subject, page: number): Promise<{ items: View[]; total: number }> {
  const found = jobQuery(db).where(rowsAllowed(subject, 'strips.get', { managingUnitId: sql`strip_jobs.unit_id` }));
  const jobs = await found.orderBy('preparedAt', 'desc').orderBy('stripJobs.id').limit(pageSize).offset((page - 1) * pageSize).execute();
  const counted = found.clearSelect().select('stripJobs.id').limit(totalLimit).as('counted');
  const { total } = await db.selectFrom(counted).select(sql<number>`count(*)::integer`.as('total')).executeTakeFirstOrThrow();
  return { items: await viewJobs(db, jobs), total };
}

export async function viewJob(db: Db, id: string): Promise<View> {
  const [view] = await viewJobs(db, [await requireJob(db, id)]);
  if (!view) throw new Error('A job of strips has no view.');
  return view;
}
