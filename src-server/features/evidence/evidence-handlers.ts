import type { Handlers } from '#shared/contract/operation';
import type { evidenceOperations } from '#shared/contract/server/evidence-operations';
import type { EvidenceContent } from '#shared/domain/evidence-sheet';
import { AppError } from '#shared/errors/app-error';
import type { RequestContext, Services } from '../../app/services.ts';
import { recordEvent } from '../audit/index.ts';
import { requireAllowed, requireSubject, type Subject } from '../authority/index.ts';
import { factsOf, requirePerson, type PersonRecord } from '../people/index.ts';
import { readSheet, requireInFile } from './evidence-repository.ts';

/** The sheet of 三龄两历一身份 of one person. What it says is content of the file: the log counts, it does not quote. */
export function evidenceHandlers(services: Services): Handlers<typeof evidenceOperations, RequestContext> {
  const { db } = services;
  return {
    'evidence.get': async ({ personId }, context) => {
      const subject = requireSubject(context);
      const person = await requirePerson(db, personId);
      requireAllowed(subject, 'evidence.get', factsOf(person));
      const sheet = await readSheet(db, person);
      if (sheet.version > 0) await recordEvent(db, subject, { act: 'evidence.get', object: person.archiveNumber, personId: person.id, detail: `version=${String(sheet.version)}` });
      return sheet;
    },
    'evidence.save': async ({ personId, version, content }, context) => {
      const subject = requireSubject(context);
      const person = await requirePerson(db, personId);
      requireAllowed(subject, 'evidence.save', factsOf(person));
      return saveSheet(services, subject, { person, version, content });
    },
  };
}

type Saving = { readonly person: PersonRecord; readonly version: number; readonly content: EvidenceContent };

/** A new version beside the former ones. Of two who saved at once the second hears of the first. */
function saveSheet({ db, now }: Services, subject: Subject, { person, version, content }: Saving): Promise<Awaited<ReturnType<typeof readSheet>>> {
  return db.transaction().execute(async tx => {
    await tx.selectFrom('persons').select('id').where('id', '=', person.id).forUpdate().execute();
    const newest = await tx.selectFrom('evidenceSheets').select('version').where('personId', '=', person.id).orderBy('version', 'desc').limit(1).executeTakeFirst();
    if ((newest?.version ?? 0) !== version) throw new AppError('evidence.changed');
    await requireInFile(tx, person.id, content.entries);
    await tx.insertInto('evidenceSheets').values({ personId: person.id, version: version + 1, content: JSON.stringify(content), savedAt: now(), savedBy: subject.accountId }).execute();
    const detail = `version=${String(version + 1)} entries=${String(content.entries.length)}`;
    await recordEvent(tx, subject, { act: 'evidence.save', object: person.archiveNumber, personId: person.id, detail });
    return readSheet(tx, person);
  });
}
