import type { Updateable } from 'kysely';
import { canCopyBecome, formatCopyNumber, type CopyEnd, type CopyState } from '#shared/domain/print-copy';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import type { Db, Schema } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import { requireAllowed, type Act, type Subject } from '../authority/index.ts';
import { custodyFacts, requirePrintJob, type PrintJobRecord } from './print-repository.ts';

type Entry = { readonly id: string; readonly act: Act };
type Written = { readonly detail: string; readonly field: string; readonly before: string; readonly after: string };

/** One act on an entry of the register under its row's lock, with its event in the log. */
async function actOn({ db }: Services, subject: Subject, { id, act, work }: Entry & { readonly work: (tx: Db, job: PrintJobRecord) => Promise<Written> }): Promise<void> {
  await db.transaction().execute(async tx => {
    await tx.selectFrom('printJobs').select('id').where('id', '=', id).forUpdate().execute();
    const job = await requirePrintJob(tx, id);
    requireAllowed(subject, act, custodyFacts(job));
    const { detail, ...change } = await work(tx, job);
    await recordEvent(tx, subject, { act, object: job.registerNumber, detail, changes: [change], personId: job.personId });
  });
}

/** 核对. Said again when more copies were made since. */
export function checkCopies(services: Services, subject: Subject, { id, opinion }: { readonly id: string; readonly opinion: string }): Promise<void> {
  return actOn(services, subject, {
    ...{ id, act: 'printing.check' },
    work: async (tx, job) => {
      const made = await tx.selectFrom('printCopies').select('number').where('jobId', '=', id).where('state', 'in', ['made', 'partial']).executeTakeFirst();
      if (!made) throw new AppError('print.nothing-to-check');
      await tx.updateTable('printJobs').set({ opinion, checkedBy: subject.accountId, checkedAt: services.now() }).where('id', '=', id).execute();
      return { detail: opinion, field: 'opinion', before: job.opinion, after: opinion };
    },
  });
}

type CopyMove = Entry & { readonly number: number; readonly to: CopyState; readonly detail: string; readonly values: Updateable<Schema['printCopies']> };

function moveCopy(services: Services, subject: Subject, { number, to, detail, values, ...entry }: CopyMove): Promise<void> {
  return actOn(services, subject, {
    ...entry,
    work: async (tx, job) => {
      const copy = await tx.selectFrom('printCopies').select('state').where('jobId', '=', entry.id).where('number', '=', number).executeTakeFirst();
      if (!copy) throw new AppError('resource.not-found');
      if (!canCopyBecome(copy.state, to)) throw new AppError('print.copy-state-conflict');
      if (to === 'handed-over' && job.checkedAt === null) throw new AppError('print.not-checked');
      await tx.updateTable('printCopies').set({ ...values, state: to }).where('jobId', '=', entry.id).where('number', '=', number).execute();
      return { detail: `${formatCopyNumber(job.registerNumber, number)} ${detail}`.trim(), field: 'copy', before: copy.state, after: to };
    },
  });
}

type HandOver = { readonly id: string; readonly number: number; readonly receiver: string; readonly dueOn: string | null };

export function handOverCopy(services: Services, subject: Subject, { id, number, receiver, dueOn }: HandOver): Promise<void> {
  const values = { receiver, dueOn, handedBy: subject.accountId, handedAt: services.now(), endedBy: null, endedAt: null, witness: '', note: '' };
  return moveCopy(services, subject, { id, number, act: 'printing.handOver', to: 'handed-over', detail: `receiver=${receiver}${dueOn === null ? '' : ` due=${dueOn}`}`, values });
}

type Ending = { readonly id: string; readonly number: number; readonly end: CopyEnd; readonly witness: string; readonly note: string };

export async function endCopy(services: Services, subject: Subject, { id, number, end, witness, note }: Ending): Promise<void> {
  if (end === 'destroyed' && witness === '') throw new AppError('print.witness-needed');
  const values = { endedBy: subject.accountId, endedAt: services.now(), witness, note };
  await moveCopy(services, subject, { id, number, act: 'printing.endCopy', to: end, detail: [end, ...(witness === '' ? [] : [`witness=${witness}`]), ...(note === '' ? [] : [note])].join(' '), values });
}

export function destroyWaste(services: Services, subject: Subject, { id, witness }: { readonly id: string; readonly witness: string }): Promise<void> {
  return actOn(services, subject, {
    ...{ id, act: 'printing.destroyWaste' },
    work: async (tx, { wasteSheets, wasteDestroyedAt, state }) => {
      if (wasteSheets === 0 || wasteDestroyedAt !== null) throw new AppError('print.state-conflict', { state });
      await tx.updateTable('printJobs').set({ wasteDestroyedBy: subject.accountId, wasteDestroyedAt: services.now(), wasteWitness: witness }).where('id', '=', id).execute();
      return { detail: `sheets=${String(wasteSheets)} witness=${witness}`, field: 'waste', before: String(wasteSheets), after: '0' };
    },
  });
}
