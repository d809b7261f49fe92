import type { Handlers } from '#shared/contract/operation';
import type { intakeOperations } from '#shared/contract/server/intake-operations';
import type { RequestContext, Services } from '../../../app/services.ts';
import { requireSubject } from '../../authority/index.ts';
import { fileLoose } from './file-loose.ts';

type LooseHandlers = Pick<Handlers<typeof intakeOperations, RequestContext>, 'intake.fileLoose'>;

export function looseHandlers(services: Services): LooseHandlers {
  return { 'intake.fileLoose': (filing, context) => fileLoose(services, requireSubject(context), filing) };
}
