import { accountOperations, administrativeActOperations, policyOperations } from './server/account-operations.ts';
import { catalogueOperations } from './server/catalogue-operations.ts';
import { circleOperations, delegationOperations, routeOperations } from './server/approval-operations.ts';
import { auditOperations } from './server/audit-operations.ts';
import { evidenceOperations } from './server/evidence-operations.ts';
import { faultOperations } from './server/fault-operations.ts';
import { formOperations } from './server/form-operations.ts';
import { intakeOperations, mediaOperations } from './server/intake-operations.ts';
import { keyOperations, keySessionOperations, keySignInOperations } from './server/key-operations.ts';
import { oversightOperations } from './server/oversight-operations.ts';
import { peopleOperations } from './server/people-operations.ts';
import { partnerOperations } from './server/partner-operations.ts';
import { printerApprovalOperations, printerOperations } from './server/printer-operations.ts';
import { printingOperations, printRegisterOperations } from './server/printing-operations.ts';
import { requestOperations } from './server/request-operations.ts';
import { scanProfileOperations } from './server/scan-profile-operations.ts';
import { publicOperations, sessionOperations } from './server/session-operations.ts';
import { sheetPrintOperations } from './server/sheet-print-operations.ts';
import { stripOperations } from './server/strip-operations.ts';
import { enrolmentOperations, renewalOperations, terminalOperations } from './server/terminal-operations.ts';
import { traceOperations } from './server/trace-operations.ts';
import { viewingOperations } from './server/viewing-operations.ts';
import { volumeOperations } from './server/volume-operations.ts';

/** By name instead of spelled out: the declarations that other projects are checked against stay small. */
export type ServerApi = typeof publicOperations & typeof keySignInOperations & typeof sessionOperations & typeof keySessionOperations
  & typeof peopleOperations & typeof volumeOperations & typeof intakeOperations & typeof mediaOperations
  & typeof requestOperations & typeof delegationOperations & typeof routeOperations & typeof circleOperations
  & typeof viewingOperations & typeof printingOperations & typeof printRegisterOperations & typeof evidenceOperations
  & typeof printerOperations & typeof printerApprovalOperations & typeof stripOperations & typeof catalogueOperations
  & typeof formOperations & typeof sheetPrintOperations & typeof oversightOperations & typeof auditOperations
  & typeof accountOperations & typeof administrativeActOperations & typeof policyOperations & typeof enrolmentOperations
  & typeof renewalOperations & typeof terminalOperations & typeof keyOperations & typeof scanProfileOperations
  & typeof faultOperations & typeof partnerOperations & typeof traceOperations;

/** What the data centre does for terminals: POST /api/v1/<name>, JSON in, Reply out. */
export const serverApi: ServerApi = {
  ...publicOperations,
  ...keySignInOperations,
  ...sessionOperations,
  ...keySessionOperations,
  ...peopleOperations,
  ...volumeOperations,
  ...intakeOperations,
  ...mediaOperations,
  ...requestOperations,
  ...delegationOperations,
  ...routeOperations,
  ...circleOperations,
  ...viewingOperations,
  ...printingOperations,
  ...printRegisterOperations,
  ...evidenceOperations,
  ...printerOperations,
  ...printerApprovalOperations,
  ...stripOperations,
  ...catalogueOperations,
  ...formOperations,
  ...sheetPrintOperations,
  ...oversightOperations,
  ...auditOperations,
  ...accountOperations,
  ...administrativeActOperations,
  ...policyOperations,
  ...enrolmentOperations,
  ...renewalOperations,
  ...terminalOperations,
  ...keyOperations,
  ...scanProfileOperations,
  ...faultOperations,
  ...partnerOperations,
  ...traceOperations,
};
export type ServerOperationName = keyof ServerApi;

export * from './server-paths.ts';
