import { z } from 'zod';
import { PersonId, UnitId } from '../../domain/ids.ts';
import { Person, PersonStatus, PersonSummary } from '../../domain/person.ts';
import { Unit } from '../../domain/unit.ts';
import { Nothing, PageNumber, listOf } from '../lists.ts';
import { operation } from '../operation.ts';

export const peopleOperations = {
  /** Name, part of a name, pinyin, initials, start of an identity number or archive number; an empty query lists by name. */
  'people.search': operation(
    z.object({
      query: z.string().trim().max(60),
      unitId: UnitId.nullable().default(null),
      status: PersonStatus.nullable().default(null),
      hasVolume: z.boolean().nullable().default(null),
      page: PageNumber,
    }),
    listOf(PersonSummary),
  ),
  'people.get': operation(z.object({ id: PersonId }), Person),
  'units.list': operation(Nothing, z.object({ units: z.array(Unit).readonly() })),
};
