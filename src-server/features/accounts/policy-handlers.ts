import { type policyOperations } from '#shared/contract/server/account-operations';
import type { Handlers } from '#shared/contract/operation';
import { defaultPolicyOf } from '#shared/domain/access-policy';
import { AppError } from '#shared/errors/app-error';
import type { RequestContext, Services } from '../../app/services.ts';
import { requireAllowed, requireSubject } from '../authority/index.ts';
import { findAccessPolicy, holdAccessPolicy, writeAccessPolicy } from '../identity/index.ts';
import { isSameContent } from './act-content.ts';
import { administer } from './administer.ts';
import { loosens } from './policy-strictness.ts';
import { propose } from './propose.ts';

export function policyHandlers(services: Services): Handlers<typeof policyOperations, RequestContext> {
  return {
    'policy.get': async (_input, context) => {
      requireAllowed(requireSubject(context), 'policy.get');
      const policy = await findAccessPolicy(services.db);
      return { policy: policy ?? defaultPolicyOf('secret'), isConfirmed: policy !== undefined };
    },
    'policy.propose': ({ policy: after, reason }, context) => {
      const matter = { act: 'policy.propose', object: '' } as const;
      return administer(services, context, {
        matter,
        work: async (tx, subject) => {
          const confirmed = await holdAccessPolicy(tx);
          const basis = confirmed ?? defaultPolicyOf('secret');
          // The same once more is the first confirmation, or nothing at all.
          if (confirmed !== undefined && isSameContent(confirmed, after)) throw new AppError('account.nothing-changes');
          const isDone = !loosens(basis, after);
          if (isDone) await writeAccessPolicy(tx, after);
          return propose(services, tx, { matter, subject, proposedAs: 'security-officer', target: null, content: { kind: 'policy.change', basis, after }, reason, isDone });
        },
      });
    },
  };
}
