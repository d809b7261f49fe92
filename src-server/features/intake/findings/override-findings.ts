import { isFinal } from '#shared/domain/import-rules/index';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../../app/services.ts';
import type { Db } from '../../../db/schema.ts';
import { recordEvent } from '../../audit/index.ts';
import { requireAllowed, type Subject } from '../../authority/index.ts';
import { lockBatch, requireState } from '../batches/batch-repository.ts';
import { planMaterials } from '../commit/plan-materials.ts';
import { hasSubject } from '../commit/subject-person.ts';
import { objectOf, packageFacts, requirePackage, requirePackageState, type PackageRecord } from '../deliveries/delivery-repository.ts';
import { drawForPackages } from '../sampling/draw-sample.ts';
import { findFindings, proposersOf, settleVerdict, type FindingRecord } from './finding-repository.ts';

export type OverrideProposal = { readonly packageId: string; readonly findingIds: readonly string[]; readonly reason: string };

/** 放行: at once for what warns, with a second person for what blocks. What is only told needs none. */
export async function overrideFindings({ db, now }: Services, subject: Subject, { packageId, findingIds, reason }: OverrideProposal): Promise<void> {
  const record = await requirePackage(db, packageId);
  requireAllowed(subject, 'intake.override', packageFacts(record, subject));
  await db.transaction().execute(async tx => {
    const chosen = await lockFindings(tx, record, findingIds);
    if (chosen.some(({ overrideState, severity }) => severity === 'info' || overrideState === 'effective' || overrideState === 'proposed')) throw new AppError('override.state-conflict');
    await requireFilable(tx, record, chosen);
    const at = now();
    for (const { id, severity } of chosen) {
      const overrideState = severity === 'block' ? 'proposed' : 'effective';
      await tx.updateTable('intakeFindings').set({ overrideState, overrideReason: reason, overrideBy: subject.accountId, overrideAt: at, secondBy: null, secondAt: null }).where('id', '=', id).execute();
    }
    await settleAndDraw(tx, record);
    await recordOverride(tx, subject, { record, act: 'intake.override', detail: `${describe(chosen)} ${reason}` });
  });
}

export type OverrideDecision = { readonly packageId: string; readonly findingIds: readonly string[]; readonly agrees: boolean };

/** The second person, who took no part in proposing it. */
export async function decideOverride({ db, now }: Services, subject: Subject, { packageId, findingIds, agrees }: OverrideDecision): Promise<void> {
  const record = await requirePackage(db, packageId);
  const asked = (await findFindings(db, packageId)).filter(({ id }) => findingIds.includes(id));
  requireAllowed(subject, 'intake.decideOverride', { ...packageFacts(record, subject), ...proposersOf(asked) });
  await db.transaction().execute(async tx => {
    const chosen = await lockFindings(tx, record, findingIds);
    if (chosen.some(({ overrideState }) => overrideState !== 'proposed')) throw new AppError('override.state-conflict');
    // Once more under the lock: somebody may have proposed it again meanwhile.
    requireAllowed(subject, 'intake.decideOverride', { ...packageFacts(record, subject), ...proposersOf(chosen) });
    if (agrees) await requireFilable(tx, record, chosen);
    const change = { overrideState: agrees ? 'effective' : 'refused', secondBy: subject.accountId, secondAt: now() } as const;
    await tx.updateTable('intakeFindings').set(change).where('id', 'in', chosen.map(({ id }) => id)).execute();
    await settleAndDraw(tx, record);
    await recordOverride(tx, subject, { record, act: 'intake.decideOverride', detail: `${agrees ? 'agreed' : 'refused'} ${describe(chosen)}` });
  });
}

/** What cannot be filed is not let through and then given back in silence: whoever asks hears it now. Notices and warnings bind nobody. */
async function requireFilable(tx: Db, { id }: PackageRecord, chosen: readonly FindingRecord[]): Promise<void> {
  if (!chosen.some(({ severity }) => severity === 'block')) return;
  const final = [...new Set(chosen.filter(isFinal).map(({ rule }) => rule))];
  if (final.length > 0) throw new AppError('override.finding-final', { rules: final.join(' ') });
  const record = await requirePackage(tx, id);
  if ('obstacle' in (await planMaterials(tx, record)) || !hasSubject(record)) throw new AppError('override.package-unfit');
}

/** While the batch is not decided; all of them must belong to this package. */
async function lockFindings(tx: Db, { id, batchId }: PackageRecord, findingIds: readonly string[]): Promise<FindingRecord[]> {
  requireState(await lockBatch(tx, batchId), ['open', 'sampling', 'accepting']);
  const { state } = await tx.selectFrom('intakePackages').select('state').where('id', '=', id).forUpdate().executeTakeFirstOrThrow();
  requirePackageState({ state }, ['checked']);
  const wanted = new Set(findingIds);
  const chosen = (await findFindings(tx, id)).filter(finding => wanted.has(finding.id));
  if (chosen.length !== wanted.size) throw new AppError('resource.not-found');
  return chosen;
}

/** A package that becomes fit while the batch is being sampled is sampled like the others. */
async function settleAndDraw(tx: Db, { id, batchId }: PackageRecord): Promise<void> {
  const verdict = await settleVerdict(tx, id);
  if (verdict !== 'defective') await drawForPackages(tx, { batchId, packageIds: [id] });
}

type Entry = { readonly record: PackageRecord; readonly act: 'intake.override' | 'intake.decideOverride'; readonly detail: string };

async function recordOverride(tx: Db, subject: Subject, { record, act, detail }: Entry): Promise<void> {
  const { personId } = record;
  await recordEvent(tx, subject, { act, object: objectOf(record), detail: detail.slice(0, 1000), ...(personId === null ? {} : { personId }) });
}

/** Rules and places; never what was found there. */
function describe(findings: readonly FindingRecord[]): string {
  return findings.map(({ rule, classCode, sequence, page }) => [rule, ...[classCode, sequence, page].filter(part => part !== null).map(String)].join('-')).join(' ');
}
