import type { Handlers } from '#shared/contract/operation';
import type { intakeOperations } from '#shared/contract/server/intake-operations';
import { easedFixedRules } from '#shared/domain/import-rules/index';
import { defaultIntakePolicy, IntakePolicy } from '#shared/domain/intake-policy';
import { AppError } from '#shared/errors/app-error';
import type { FieldChange } from '#shared/proof/audit-record';
import type { RequestContext, Services } from '../../../app/services.ts';
import { recordEvent } from '../../audit/index.ts';
import { requireAllowed, requireSubject } from '../../authority/index.ts';
import { findLatestPolicy, listPolicyVersions } from './policy-repository.ts';

type PolicyHandlers = Pick<Handlers<typeof intakeOperations, RequestContext>, 'intake.getPolicy' | 'intake.setPolicy' | 'intake.listPolicies'>;

/** How strictly a unit checks. Versions are added, never changed: a report stays readable under the policy it was made by. */
export function intakePolicyHandlers({ db, now }: Services): PolicyHandlers {
  return {
    'intake.getPolicy': async (_input, context) => {
      const subject = requireSubject(context);
      requireAllowed(subject, 'intake.getPolicy');
      const latest = await findLatestPolicy(db, subject.unitId);
      if (!latest) return { version: 0, policy: defaultIntakePolicy, setBy: null, setAt: null };
      return { version: latest.version, policy: latest.settings, setBy: latest.setByName, setAt: latest.setAt.toISOString() };
    },
    'intake.listPolicies': async (_input, context) => {
      const subject = requireSubject(context);
      requireAllowed(subject, 'intake.listPolicies');
      return { versions: await listPolicyVersions(db, subject.unitId) };
    },
    'intake.setPolicy': async ({ version, policy, reason }, context) => {
      const subject = requireSubject(context);
      requireAllowed(subject, 'intake.setPolicy');
      const eased = easedFixedRules(policy);
      if (eased.length > 0) throw new AppError('checks.rule-fixed', { rules: eased.join(' ') });
      return db.transaction().execute(async tx => {
        // Two who change it at once: the second one looks at what the first has made of it.
        await tx.selectFrom('units').select('id').where('id', '=', subject.unitId).forUpdate().execute();
        const latest = await findLatestPolicy(tx, subject.unitId);
        if ((latest?.version ?? 0) !== version) throw new AppError('record.changed');
        const { accountId: setBy, unitId } = subject;
        await tx.insertInto('intakePolicies').values({ unitId, version: version + 1, settings: policy, reason, setBy, setAt: now() }).execute();
        const changes = findChanges(IntakePolicy.parse(latest?.settings ?? {}), policy);
        await recordEvent(tx, subject, { act: 'intake.setPolicy', object: subject.unitName, detail: `version=${String(version + 1)} ${reason}`, changes });
        return { version: version + 1 };
      });
    },
  };
}

function findChanges(before: IntakePolicy, after: IntakePolicy): FieldChange[] {
  const flat = ({ severities, ...limits }: IntakePolicy): Readonly<Record<string, string>> =>
    Object.fromEntries<string>([...Object.entries(severities).map(([rule, severity]) => [`severities.${rule}`, severity] as const), ...Object.entries(limits).map(([name, value]) => [name, String(value)] as const)]);
  const [old, recent] = [flat(before), flat(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(recent)])]
    .filter(field => old[field] !== recent[field])
    .map(field => ({ field, before: old[field] ?? null, after: recent[field] ?? null }));
}
