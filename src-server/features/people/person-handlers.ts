import type { Handlers } from '#shared/contract/operation';
import type { peopleOperations } from '#shared/contract/server/people-operations';
import { maskIdNumber, type Person, type PersonSummary } from '#shared/domain/person';
import type { z } from 'zod';
import type { RequestContext, Services } from '../../app/services.ts';
import { decide, requireAllowed, requireSubject } from '../authority/index.ts';
import { factsOf, listVolumes, requirePerson, secrecyOf } from './person-repository.ts';
import { searchPersons, type FoundPerson } from './person-search.ts';

/** Who is in the roster and in which unit. Files themselves belong to `volumes`. */
export function personHandlers({ db }: Services): Handlers<typeof peopleOperations, RequestContext> {
  return {
    'people.search': async (query, context) => {
      requireAllowed(requireSubject(context), 'people.search');
      const { persons, total } = await searchPersons(db, query);
      return { items: persons.map(summaryOf), total };
    },
    'people.get': async ({ id }, context) => {
      const subject = requireSubject(context);
      const person = await requirePerson(db, id);
      const facts = factsOf(person);
      requireAllowed(subject, 'people.get', facts);
      const { ethnicity, nativePlace, politicalStatus, workStartedOn } = person;
      const mayOpenCatalogue = decide(subject, 'volumes.get', facts).isAllowed;
      const counts = mayOpenCatalogue ? await listVolumes(db, id) : [];
      const volumes = counts.map(volume => ({ ...volume, secrecy: secrecyOf(person) }));
      return { ...summaryOf(person), ethnicity, nativePlace, politicalStatus, workStartedOn, volumes } satisfies z.input<typeof Person>;
    },
    'units.list': async (_input, context) => {
      requireAllowed(requireSubject(context), 'units.list');
      const units = await db.selectFrom('units').select(['id', 'name', 'parentId', 'level', 'isCustodian']).orderBy('position').orderBy('name').execute();
      return { units };
    },
  };
}

function summaryOf(person: FoundPerson): z.input<typeof PersonSummary> {
  const { id, name, gender, bornOn, unitId, unitName, post, managingUnitId, managingUnitName, archiveNumber, status, volumeCount } = person;
  const maskedIdNumber = maskIdNumber(person.idNumber);
  return { id, name, gender, bornOn, maskedIdNumber, unitId, unitName, post, managingUnitId, managingUnitName, archiveNumber, status, volumeCount };
}
