import type { Handlers } from '#shared/contract/operation';
import { enrolmentOperations, renewalOperations, terminalOperations } from '#shared/contract/server/terminal-operations';
import { AppError } from '#shared/errors/app-error';
import type { RequestContext, Services } from '../../app/services.ts';
import { recordEvent } from '../audit/index.ts';
import { requireSubject } from '../authority/index.ts';
import type { Site } from '../identity/index.ts';
import { approveTerminal, refuseTerminal, revokeTerminal } from './decide-terminal.ts';
import { readRequestState, requestEnrolment } from './enrol-terminal.ts';
import { createCode } from './enrolment-codes.ts';
import { renewCertificate } from './renew-certificate.ts';
import { listTerminals } from './terminal-repository.ts';

export const allTerminalOperations = { ...enrolmentOperations, ...renewalOperations, ...terminalOperations };

export function terminalHandlers(services: Services, { isProduction }: Site): Handlers<typeof allTerminalOperations, RequestContext> {
  const { db, now } = services;
  return {
    'terminals.request': request => requestEnrolment({ ...services, isProduction }, request),
    'terminals.requestState': ({ id }) => readRequestState(services, id),
    'terminals.renew': async ({ csrPem }, { terminal }) => {
      if (terminal === null) throw new AppError('terminal.not-enrolled');
      return renewCertificate(services, terminal, csrPem);
    },
    'terminals.list': question => listTerminals(db, question),
    'terminals.createCode': async ({ unitId }, context) => {
      const subject = requireSubject(context);
      return db.transaction().execute(async tx => {
        const unit = await tx.selectFrom('units').select('name').where('id', '=', unitId).executeTakeFirst();
        if (!unit) throw new AppError('resource.not-found');
        const { code, expiresAt } = await createCode(tx, { unitId, createdBy: subject.accountId, now: now() });
        await recordEvent(tx, subject, { act: 'terminals.createCode', object: unit.name });
        return { code, expiresAt: expiresAt.toISOString() };
      });
    },
    'terminals.approve': async (decision, context) => {
      await approveTerminal(services, requireSubject(context), decision);
      return {};
    },
    'terminals.refuse': async (decision, context) => {
      await refuseTerminal(services, requireSubject(context), decision);
      return {};
    },
    'terminals.revoke': async (decision, context) => {
      await revokeTerminal(services, requireSubject(context), decision);
      return {};
    },
  };
}
