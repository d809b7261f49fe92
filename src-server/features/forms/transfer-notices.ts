import { randomUUID } from 'node:crypto';
import { TransferNoticeId } from '#shared/domain/form-ref';
import type { TransferDraft } from '#shared/domain/forms/forms';
import { formatSecrecyMark } from '#shared/domain/secrecy';
import { formatSiteDay } from '#shared/domain/site-clock';
import { AppError } from '#shared/errors/app-error';
import type { IdempotencyKey } from '#shared/domain/ids';
import type { Services } from '../../app/services.ts';
import { nextNumber } from '../../db/next-number.ts';
import type { Db } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import { requireAllowed, type Act, type Subject } from '../authority/index.ts';
import { factsOf, requirePerson, secrecyOf } from '../people/index.ts';
import type { FilledForm } from './filled-form.ts';

type Wanted = { readonly draft: TransferDraft; readonly act: Act; readonly number: string; readonly at: Date };

/** 2026 年 11 月 29 日 */
function dayOf(at: Date): string {
  const day = formatSiteDay(at);
  return `${day.slice(0, 4)} 年 ${String(Number(day.slice(4, 6)))} 月 ${String(Number(day.slice(6, 8)))} 日`;
}

async function fillTransfer(db: Db, subject: Subject, { draft, act, number, at }: Wanted): Promise<FilledForm> {
  const person = await requirePerson(db, draft.personId);
  requireAllowed(subject, act, factsOf(person));
  const [originals, duplicates, materials] = [String(draft.originals), String(draft.duplicates), String(draft.materials)];
  const secrecy = secrecyOf(person);
  const fields = { secrecy: formatSecrecyMark(secrecy), number, names: ` ${person.name} 同志`, fromUnit: person.managingUnitName, toUnit: draft.toUnit, originals, duplicates, materials, operator: subject.displayName, date: dayOf(at) };
  const persons = [{ name: person.name, post: [person.unitName, person.post].filter(Boolean).join(' '), reason: draft.reason, originals, duplicates, materials }];
  return { kind: 'transfer-notice', values: { fields, lists: { persons } }, secrecy, event: { object: number, personId: person.id } };
}

/** As it will be; the number is given when it is issued. */
export function previewTransfer({ db, now }: Services, subject: Subject, draft: TransferDraft): Promise<FilledForm> {
  return fillTransfer(db, subject, { draft, act: 'forms.previewTransfer', number: `〔${formatSiteDay(now()).slice(0, 4)}〕第　　号`, at: now() });
}

/** One notice for each key; what stands on it is kept as it was issued. */
export async function issueTransfer({ db, now }: Services, subject: Subject, { idempotencyKey, ...draft }: TransferDraft & { readonly idempotencyKey: IdempotencyKey }): Promise<{ id: string; number: string }> {
  const [act, at] = ['forms.issueTransfer' as const, now()];
  return db.transaction().execute(async tx => {
    await fillTransfer(tx, subject, { draft, act, number: '', at });
    const year = formatSiteDay(at).slice(0, 4);
    const count = await nextNumber(tx, `transfers:${year}`);
    // The series was held until here: a twin of this call has committed or has not begun.
    const known = await tx.selectFrom('transferNotices').select(['id', 'number', 'accountId']).where('idempotencyKey', '=', idempotencyKey).executeTakeFirst();
    if (known && known.accountId !== subject.accountId) throw new AppError('record.changed');
    if (known) return { id: known.id, number: known.number };
    const [id, number] = [randomUUID(), `档转字〔${year}〕第 ${String(count).padStart(4, '0')} 号`];
    const { values } = await fillTransfer(tx, subject, { draft, act, number, at });
    await tx.insertInto('transferNotices').values({ id, number, unitId: subject.unitId, personId: draft.personId, draft: JSON.stringify(draft), content: JSON.stringify(values), accountId: subject.accountId, issuedAt: at, idempotencyKey }).execute();
    await recordEvent(tx, subject, { act, object: number, detail: `${draft.toUnit} originals=${String(draft.originals)} duplicates=${String(draft.duplicates)} materials=${String(draft.materials)}`, personId: draft.personId });
    return { id, number };
  });
}

export async function readTransfer({ db }: Services, subject: Subject, id: string): Promise<FilledForm> {
  const notice = TransferNoticeId.safeParse(id).success ? await db.selectFrom('transferNotices').selectAll().where('id', '=', id).executeTakeFirst() : undefined;
  if (!notice) throw new AppError('resource.not-found');
  const person = await requirePerson(db, notice.personId);
  requireAllowed(subject, 'forms.issueTransfer', factsOf(person));
  return { kind: 'transfer-notice', values: notice.content, secrecy: secrecyOf(person), event: { object: notice.number, personId: person.id } };
}
