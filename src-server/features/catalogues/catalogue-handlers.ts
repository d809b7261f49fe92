import type { catalogueOperations } from '#shared/contract/server/catalogue-operations';
import type { Handlers } from '#shared/contract/operation';
import { requireSubject } from '../authority/index.ts';
import type { RequestContext, Services } from '../../app/services.ts';
import { confirmCatalogue, endCatalogue, startCatalogue } from './move-catalogue.ts';
import { prepareCatalogue } from './prepare-catalogue.ts';
import { viewPrint } from './print-repository.ts';
import { viewCatalogue } from './read-catalogue.ts';

/** 目录 on paper. The sheets themselves go through `composeCatalogue`. */
export function catalogueHandlers(services: Services): Handlers<typeof catalogueOperations, RequestContext> {
  return {
    'catalogues.plan': (wish, context) => viewCatalogue(services, requireSubject(context), wish),
    'catalogues.prepare': async (order, context) => viewPrint(await prepareCatalogue(services, requireSubject(context), order)),
    'catalogues.started': async (start, context) => viewPrint(await startCatalogue(services, requireSubject(context), start)),
    'catalogues.ended': async (end, context) => viewPrint(await endCatalogue(services, requireSubject(context), end)),
    'catalogues.confirmGood': async (count, context) => viewPrint(await confirmCatalogue(services, requireSubject(context), count)),
  };
}
