import type { Handlers } from '#shared/contract/operation';
import type { intakeOperations } from '#shared/contract/server/intake-operations';
import { XmlMapping } from '#shared/domain/xml-mapping';
import { AppError } from '#shared/errors/app-error';
import type { RequestContext, Services } from '../../../app/services.ts';
import { recordEvent } from '../../audit/index.ts';
import { requireAllowed, requireSubject } from '../../authority/index.ts';
import { PackageRefusal, standardMapping, tryMapping } from '../packages/index.ts';
import { findLatestMapping, listLatestMappings } from './mapping-repository.ts';

type MappingHandlers = Pick<Handlers<typeof intakeOperations, RequestContext>, 'intake.listMappings' | 'intake.setMapping' | 'intake.tryMapping'>;

/** A unit has as many suppliers, and a screen shows so many. */
const maxMappings = 50;

/** How suppliers of a unit name the fields of their XML. Versions are added, never changed: a batch is read by the one that it was opened under. */
export function mappingHandlers({ db, now }: Services): MappingHandlers {
  return {
    'intake.listMappings': async (_input, context) => {
      const subject = requireSubject(context);
      requireAllowed(subject, 'intake.listMappings');
      const latest = await listLatestMappings(db, subject.unitId);
      return { standard: standardMapping, mappings: latest.map(({ name, version, mapping, reason, setByName, setAt }) => ({ name, version, mapping: XmlMapping.parse(mapping), reason, setBy: setByName, setAt: setAt.toISOString() })) };
    },
    'intake.setMapping': async ({ name, version, mapping, reason }, context) => {
      const subject = requireSubject(context);
      requireAllowed(subject, 'intake.setMapping');
      const { accountId: setBy, unitId } = subject;
      return db.transaction().execute(async tx => {
        // Two who change it at once: the second one looks at what the first has made of it.
        await tx.selectFrom('units').select('id').where('id', '=', unitId).forUpdate().execute();
        const latest = await findLatestMapping(tx, unitId, name);
        if ((latest?.version ?? 0) !== version) throw new AppError('record.changed');
        if (!latest && (await listLatestMappings(tx, unitId)).length >= maxMappings) throw new AppError('mapping.too-many', { most: maxMappings });
        await tx.insertInto('intakeMappings').values({ unitId, name, version: version + 1, mapping, reason, setBy, setAt: now() }).execute();
        await recordEvent(tx, subject, { act: 'intake.setMapping', object: name, detail: `version=${String(version + 1)} ${reason}` });
        return { version: version + 1 };
      });
    },
    'intake.tryMapping': ({ mapping, sample }, context) => {
      requireAllowed(requireSubject(context), 'intake.tryMapping');
      try {
        return Promise.resolve(tryMapping(mapping, sample));
      } catch (error) {
        // What is wrong with the sample, in the words of the rule that would find it.
        if (error instanceof PackageRefusal) throw new AppError('mapping.sample-unreadable', { problem: `${error.problem.rule} ${error.problem.variant}` });
        throw error;
      }
    },
  };
}
