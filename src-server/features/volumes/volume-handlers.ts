import { randomUUID } from 'node:crypto';
import type { Handlers } from '#shared/contract/operation';
import type { volumeOperations } from '#shared/contract/server/volume-operations';
import { AppError } from '#shared/errors/app-error';
import type { RequestContext, Services } from '../../app/services.ts';
import { recordEvent } from '../audit/index.ts';
import { requireAllowed, requireSubject, type Subject } from '../authority/index.ts';
import { factsOf, requirePerson, secrecyOf, type PersonRecord } from '../people/index.ts';
import { fileMaterial } from './file-material.ts';
import { listSetAside } from './set-aside.ts';
import { listMaterials, requireVolumeRecord } from './volume-repository.ts';

/** Volumes and what is filed into them. A row, once filed, is never changed. */
export function volumeHandlers(services: Services): Handlers<typeof volumeOperations, RequestContext> {
  const { db } = services;
  return {
    'volumes.get': async ({ id }, context) => {
      const subject = requireSubject(context);
      const { personId, kind, ordinal, version } = await requireVolumeRecord(db, id);
      const person = await requirePerson(db, personId);
      requireAllowed(subject, 'volumes.get', factsOf(person));
      // The catalogue alone tells of appointments and penalties: who looked at it is recorded.
      await recordEvent(db, subject, { act: 'volumes.get', object: person.archiveNumber, personId: person.id });
      const { name: personName, archiveNumber } = person;
      return { id, personId, personName, archiveNumber, kind, ordinal, version, secrecy: secrecyOf(person), materials: await listMaterials(db, { volumeId: id }) };
    },
    'volumes.findByLabel': async ({ labelNumber }, context) => {
      const subject = requireSubject(context);
      const volume = await db.selectFrom('volumes').select(['id', 'personId']).where('labelNumber', '=', labelNumber).executeTakeFirst();
      if (!volume) throw new AppError('volume.unknown-label');
      const person = await requirePerson(db, volume.personId);
      requireAllowed(subject, 'volumes.findByLabel', factsOf(person));
      await recordEvent(db, subject, { act: 'volumes.findByLabel', object: person.archiveNumber, personId: person.id });
      return { id: volume.id };
    },
    'volumes.create': async ({ personId, idempotencyKey }, context) => {
      const subject = requireSubject(context);
      const person = await requirePerson(db, personId);
      requireAllowed(subject, 'volumes.create', factsOf(person));
      return createVolume(services, subject, { person, idempotencyKey });
    },
    'volumes.listSetAside': async ({ materialId }, context) => ({ sides: await listSetAside(services, requireSubject(context), materialId) }),
    'volumes.fileMaterial': async ({ volumeId, ...filing }, context) => {
      const subject = requireSubject(context);
      const { personId } = await requireVolumeRecord(db, volumeId);
      const person = await requirePerson(db, personId);
      requireAllowed(subject, 'volumes.fileMaterial', factsOf(person));
      return fileMaterial(services, subject, { ...filing, volumeId, archiveNumber: person.archiveNumber });
    },
  };
}

type NewVolume = { readonly person: PersonRecord; readonly idempotencyKey: string };

/** The first original volume (正本) of a person. */
function createVolume({ db, now }: Services, subject: Subject, { person, idempotencyKey }: NewVolume): Promise<{ id: string }> {
  return db.transaction().execute(async tx => {
    await tx.selectFrom('persons').select('id').where('id', '=', person.id).forUpdate().execute();
    const existing = await tx.selectFrom('volumes').select(['id', 'idempotencyKey']).where('personId', '=', person.id).where('kind', '=', 'original').executeTakeFirst();
    if (existing?.idempotencyKey === idempotencyKey) return { id: existing.id };
    if (existing) throw new AppError('volume.already-exists');
    const id = randomUUID();
    await tx.insertInto('volumes').values({ id, personId: person.id, kind: 'original', ordinal: 1, createdAt: now(), idempotencyKey }).execute();
    await tx.updateTable('persons').set(update => ({ volumeCount: update('volumeCount', '+', 1) })).where('id', '=', person.id).execute();
    await recordEvent(tx, subject, { act: 'volumes.create', object: person.archiveNumber, personId: person.id, changes: [{ field: 'volumes', before: String(person.volumeCount), after: String(person.volumeCount + 1) }] });
    return { id };
  });
}
