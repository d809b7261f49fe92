import type { Handlers } from '#shared/contract/operation';
import type { ServerApi } from '#shared/contract/server-api';
import { accountHandlers, administrativeActHandlers, policyHandlers } from '../features/accounts/index.ts';
import { delegationHandlers, routeHandlers } from '../features/approvals/index.ts';
import { auditHandlers } from '../features/audit/index.ts';
import { catalogueHandlers } from '../features/catalogues/index.ts';
import { circleHandlers } from '../features/circles/index.ts';
import { formHandlers } from '../features/forms/index.ts';
import { sheetPrintHandlers } from '../features/sheet-prints/index.ts';
import { identityHandlers, type Site } from '../features/identity/index.ts';
import { intakeHandlers } from '../features/intake/index.ts';
import { keyHandlers } from '../features/keys/index.ts';
import { mediaHandlers } from '../features/media/index.ts';
import { oversightHandlers } from '../features/oversight/index.ts';
import { personHandlers } from '../features/people/index.ts';
import { printerHandlers } from '../features/printers/index.ts';
import { printingHandlers, printRegisterHandlers } from '../features/printing/index.ts';
import { requestHandlers } from '../features/requests/index.ts';
import { evidenceHandlers } from '../features/evidence/index.ts';
import { faultHandlers } from '../features/faults/index.ts';
import { scanProfileHandlers } from '../features/scan-profiles/index.ts';
import { stripHandlers } from '../features/strips/index.ts';
import { terminalHandlers } from '../features/terminals/index.ts';
import { traceHandlers } from '../features/tracing/index.ts';
import { viewingHandlers } from '../features/viewing/index.ts';
import { volumeHandlers } from '../features/volumes/index.ts';
import type { RequestContext, Services } from './services.ts';

/** Every operation of the contract and the feature that answers it; one that nobody answers does not compile. */
export function composeHandlers(services: Services, site: Site): Handlers<ServerApi, RequestContext> {
  return {
    ...identityHandlers(services, site),
    ...keyHandlers(services),
    ...personHandlers(services),
    ...volumeHandlers(services),
    ...intakeHandlers(services),
    ...mediaHandlers(services),
    ...requestHandlers(services),
    ...delegationHandlers(services),
    ...routeHandlers(services),
    ...circleHandlers(services),
    ...viewingHandlers(services),
    ...printingHandlers(services),
    ...printRegisterHandlers(services),
    ...evidenceHandlers(services),
    ...printerHandlers(services, site),
    ...stripHandlers(services),
    ...catalogueHandlers(services),
    ...formHandlers(services),
    ...sheetPrintHandlers(services),
    ...oversightHandlers(services),
    ...auditHandlers(services),
    ...accountHandlers(services),
    ...administrativeActHandlers(services),
    ...policyHandlers(services),
    ...terminalHandlers(services, site),
    ...traceHandlers(services),
    ...scanProfileHandlers(services),
    ...faultHandlers(services),
  };
}
