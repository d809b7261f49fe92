import type { Edition } from '../domain/edition.ts';
import { entranceApi } from './entrance-operations.ts';
import type { Contract } from './operation.ts';
import { outboxOperations } from './outbox-operations.ts';
import { auditOperations } from './server/audit-operations.ts';
import { keySessionOperations, keySignInOperations } from './server/key-operations.ts';
import { peopleOperations } from './server/people-operations.ts';
import { printerOperations } from './server/printer-operations.ts';
import { printingOperations, printRegisterOperations } from './server/printing-operations.ts';
import { requestOperations } from './server/request-operations.ts';
import { sheetPrintOperations } from './server/sheet-print-operations.ts';
import { publicOperations, sessionOperations } from './server/session-operations.ts';
import { enrolmentOperations, renewalOperations } from './server/terminal-operations.ts';
import { viewingOperations, windowViewingOperations } from './server/viewing-operations.ts';
import { anchorOperations, deskPrintingOperations, excerptSheetOperations } from './terminal-desk-operations.ts';

// 查询端, in this one place: all that it may ask of a data centre, and all that its windows may ask of it. Its programs are made of these
// lists, and the data centre refuses everything else to a terminal that was approved as one.

const {
  'requests.colleagues': colleagues,
  'requests.circles': circles,
  'requests.submit': submit,
  'requests.list': list,
  'requests.get': get,
  'requests.amend': amend,
  'requests.cancel': cancel,
} = requestOperations;
const { 'viewing.openCustody': _custody, ...grantedViewing } = viewingOperations;
const { 'viewing.openCustody': _custodyHere, ...grantedViewingHere } = windowViewingOperations;
const { 'printing.list': listPrints, 'printing.reminders': reminders, 'printing.get': getPrint } = printRegisterOperations;
const { 'printing.prepare': preparePrint, 'printing.countSheets': countSheets } = printingOperations;

const { 'sheetPrints.count': countSheetPrint, 'sheetPrints.list': listSheetPrints } = sheetPrintOperations;

const ownPrints = { 'printing.list': listPrints, 'printing.reminders': reminders, 'printing.get': getPrint };
const application = { 'requests.colleagues': colleagues, 'requests.circles': circles, 'requests.list': list, 'requests.get': get, 'requests.amend': amend, 'requests.cancel': cancel };

export const queryServerApi = {
  ...publicOperations,
  ...keySignInOperations,
  ...sessionOperations,
  ...keySessionOperations,
  ...enrolmentOperations,
  ...renewalOperations,
  ...auditOperations,
  ...peopleOperations,
  ...application,
  'requests.submit': submit,
  ...grantedViewing,
  ...printingOperations,
  ...ownPrints,
  ...printerOperations,
  // 摘录单 on paper is registered.
  ...sheetPrintOperations,
};
export type QueryServerApi = typeof queryServerApi;

/** What src-main of this edition passes on to the data centre unchanged. */
export const queryForwardedOperations = { ...peopleOperations, ...application, 'printing.prepare': preparePrint, 'printing.countSheets': countSheets, 'sheetPrints.count': countSheetPrint, 'sheetPrints.list': listSheetPrints, ...ownPrints };

export const queryDesktopApi = {
  ...entranceApi,
  ...anchorOperations,
  ...outboxOperations,
  ...grantedViewingHere,
  ...deskPrintingOperations,
  ...excerptSheetOperations,
  ...queryForwardedOperations,
};
export type QueryDesktopApi = typeof queryDesktopApi;

/** The doors beside the operations: pages and prints under a grant, the sheet of a print; and a row of one's own prints. */
const queryDoors: readonly string[] = ['pages.read', 'prints.read', 'prints.readSheet', 'prints.see'];

/** Deny by default: an act that stands in no list of the edition is none of its acts. */
export function isOfEdition(edition: Edition, act: string): boolean {
  return edition === 'archive' || Object.hasOwn(queryServerApi satisfies Contract, act) || queryDoors.includes(act);
}
