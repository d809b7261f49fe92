import type { PrintedRef } from '#shared/domain/sheet-print';
import { formatSiteMinute } from '#shared/domain/site-clock';
import type { Services } from '../../app/services.ts';
import type { EventFacts } from '../audit/index.ts';
import { requireAllowed, type Subject } from '../authority/index.ts';
import { findForm } from '../forms/index.ts';
import { batchFacts, requireBatch } from '../intake/index.ts';
import { factsOf, requirePerson } from '../people/index.ts';
import { printFacts, requirePrintJob } from '../printing/index.ts';

export type Printed = Pick<EventFacts, 'object' | 'personId'>;

/** Whose matter a document is, for whoever may take it out: the rule is that of the document itself. */
export async function findPrinted(services: Services, subject: Subject, of: PrintedRef): Promise<Printed> {
  const { db } = services;
  switch (of.kind) {
    case 'excerpt-sheet': {
      const job = await requirePrintJob(db, of.id);
      requireAllowed(subject, 'prints.readSheet', printFacts(job));
      return { object: job.registerNumber, personId: job.personId };
    }
    case 'evidence-sheet': {
      const person = await requirePerson(db, of.personId);
      requireAllowed(subject, 'evidence.readSheet', factsOf(person));
      return { object: person.archiveNumber, personId: person.id };
    }
    case 'defect-sheet': {
      const batch = await requireBatch(db, of.batchId);
      requireAllowed(subject, 'intake.readDefects', batchFacts(batch));
      return { object: of.part === 1 ? batch.number : `${batch.number} (${String(of.part)})` };
    }
    case 'audit-report':
      requireAllowed(subject, 'audit.reportFile');
      return { object: `${formatSiteMinute(new Date(of.from))} – ${formatSiteMinute(new Date(of.until))}` };
    default:
      return (await findForm(services, subject, of)).event;
  }
}
