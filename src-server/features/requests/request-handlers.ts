import type { Handlers } from '#shared/contract/operation';
import type { requestOperations } from '#shared/contract/server/request-operations';
import type { RequestContext, Services } from '../../app/services.ts';
import { requireAllowed, requireSubject } from '../authority/index.ts';
import { amendRequest } from './amend-request.ts';
import { listColleagues, listOwnCircles } from './colleagues.ts';
import { approveRequest, cancelRequest, refuseRequest, withdrawRequest } from './decide-request.ts';
import { readRequest } from './read-request.ts';
import { hasDuties, listRequests, settle } from './request-repository.ts';
import { summaryOf } from './request-views.ts';
import { submitRequest } from './submit-request.ts';

type RequestHandlers = Handlers<typeof requestOperations, RequestContext>;

/** From application to grant: who asks for which classes of whose file, and what he gets. */
export function requestHandlers(services: Services): RequestHandlers {
  return { ...questions(services), ...acts(services) };
}

function questions({ db, now }: Services): Pick<RequestHandlers, 'requests.colleagues' | 'requests.circles' | 'requests.duties' | 'requests.list' | 'requests.get'> {
  return {
    'requests.colleagues': async (_input, context) => {
      const subject = requireSubject(context);
      requireAllowed(subject, 'requests.colleagues');
      return { colleagues: await listColleagues(db, subject) };
    },
    'requests.circles': async (_input, context) => {
      const subject = requireSubject(context);
      requireAllowed(subject, 'requests.circles');
      return { circles: await listOwnCircles(db, subject) };
    },
    'requests.duties': async (_input, context) => {
      const subject = requireSubject(context);
      requireAllowed(subject, 'requests.duties');
      return { decides: await hasDuties(db, subject) };
    },
    'requests.list': async (query, context) => {
      const subject = requireSubject(context);
      requireAllowed(subject, 'requests.list');
      const { items, total } = await listRequests(db, subject, query);
      const at = now();
      await settle(db, items, at);
      return { items: items.map(request => summaryOf(request, at)), total };
    },
    'requests.get': async ({ id }, context) => {
      const { detail } = await readRequest({ db, now }, requireSubject(context), id);
      return detail;
    },
  };
}

function acts(services: Services): Omit<RequestHandlers, keyof ReturnType<typeof questions>> {
  return {
    'requests.submit': (submission, context) => submitRequest(services, requireSubject(context), submission),
    'requests.approve': async (approval, context) => {
      await approveRequest(services, requireSubject(context), approval);
      return {};
    },
    'requests.refuse': async (ending, context) => {
      await refuseRequest(services, requireSubject(context), ending);
      return {};
    },
    'requests.amend': async (amendment, context) => {
      await amendRequest(services, requireSubject(context), amendment);
      return {};
    },
    'requests.cancel': async ({ id }, context) => {
      await cancelRequest(services, requireSubject(context), id);
      return {};
    },
    'requests.withdraw': async (ending, context) => {
      await withdrawRequest(services, requireSubject(context), ending);
      return {};
    },
  };
}
