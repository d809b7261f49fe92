import { judgeCompleteness } from '#shared/domain/completeness-rules';
import type { Handlers } from '#shared/contract/operation';
import type { intakeOperations } from '#shared/contract/server/intake-operations';
import { formatSiteDay } from '#shared/domain/site-clock';
import type { RequestContext, Services } from '../../app/services.ts';
import { recordEvent } from '../audit/index.ts';
import { requireAllowed, requireSubject } from '../authority/index.ts';
import { factsOf, requirePerson } from '../people/index.ts';
import { listMaterials, requireVolumeRecord } from '../volumes/index.ts';

type CompletenessHandlers = Pick<Handlers<typeof intakeOperations, RequestContext>, 'volumes.completeness'>;

/** 查缺 of a volume as it stands. */
export function completenessHandlers({ db, now }: Services): CompletenessHandlers {
  return {
    'volumes.completeness': async ({ id }, context) => {
      const subject = requireSubject(context);
      const { personId } = await requireVolumeRecord(db, id);
      const person = await requirePerson(db, personId);
      requireAllowed(subject, 'volumes.completeness', factsOf(person));
      // It tells as much as the catalogue does.
      await recordEvent(db, subject, { act: 'volumes.completeness', object: person.archiveNumber, personId });
      return judgeCompleteness(person, await listMaterials(db, { volumeId: id }), formatSiteDay(now()));
    },
  };
}
