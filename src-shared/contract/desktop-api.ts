import { z } from 'zod';
import { DeskHistory } from '../domain/desk.ts';
import { BatchId, DraftId, DraftPageId, PackageId, PersonId, VolumeId } from '../domain/ids.ts';
import { PrintOutcome } from '../domain/printing.ts';
import { StagePace, TroubleAction } from '../domain/scan-fault.ts';
import { DraftPage } from '../domain/scanning.ts';
import { Barcode } from '../domain/barcode.ts';
import { Nothing } from './lists.ts';
import { catalogueDeskOperations, forwardedCatalogues } from './catalogue-desk-operations.ts';
import { deliveryOperations } from './delivery-operations.ts';
import { draftOperations } from './draft-operations.ts';
import { entranceApi } from './entrance-operations.ts';
import { formDeskOperations } from './form-desk-operations.ts';
import { LocalPath } from './local-path.ts';
import { operation } from './operation.ts';
import { scanningOperations } from './scanning-operations.ts';
import { accountOperations, administrativeActOperations, policyOperations } from './server/account-operations.ts';
import { intakeOperations, mediaOperations } from './server/intake-operations.ts';
import { oversightOperations } from './server/oversight-operations.ts';
import { keyOperations } from './server/key-operations.ts';
import { circleOperations, delegationOperations, routeOperations } from './server/approval-operations.ts';
import { peopleOperations } from './server/people-operations.ts';
import { partnerOperations } from './server/partner-operations.ts';
import { printerApprovalOperations } from './server/printer-operations.ts';
import { printingOperations, printRegisterOperations } from './server/printing-operations.ts';
import { outboxOperations } from './outbox-operations.ts';
import { requestOperations } from './server/request-operations.ts';
import { evidenceOperations } from './server/evidence-operations.ts';
import { faultOperations } from './server/fault-operations.ts';
import { sheetPrintOperations } from './server/sheet-print-operations.ts';
import { scanProfileOperations } from './server/scan-profile-operations.ts';
import { terminalOperations as administeredTerminals } from './server/terminal-operations.ts';
import { traceOperations } from './server/trace-operations.ts';
import { forwardedStrips, stripDeskOperations } from './strip-desk-operations.ts';
import { anchorOperations, deskPrintingOperations, excerptSheetOperations, presentKeyOperations, terminalEvents } from './terminal-desk-operations.ts';
import { formOperations } from './server/form-operations.ts';
import { windowViewingOperations } from './server/viewing-operations.ts';
import { volumeOperations } from './server/volume-operations.ts';

const { 'audit.reportFile': reportFile, ...forwardedOversight } = oversightOperations;

/** The auditor's report leaves the terminal as a file in one folder, or as paper. */
export const reportOperations = {
  'audit.saveReport': operation(reportFile.input, z.object({ path: z.string() })),
  'audit.printReport': operation(reportFile.input.omit({ format: true }).extend({ printerName: z.string().min(1).max(200) }), PrintOutcome),
};

/** The whole log as a file in the same folder: for the auditor, and for the program that verifies it. */
export const logFileOperations = {
  'audit.saveLog': operation(Nothing, z.object({ path: z.string() })),
};

const { 'printing.prepare': preparePrint, 'printing.countSheets': countSheets } = printingOperations;

const { 'keys.list': listKeys, 'keys.revoke': revokeKey } = keyOperations;

const { 'intake.offerPackage': _offeredByTheQueue, ...forwardedIntake } = intakeOperations;

/** 问题单, 目录模板, 核对表: into the folder of exports, like reports, or on paper. A long defect sheet is several files; `path` is the first of them. */
export const sheetOperations = {
  'intake.saveDefects': operation(z.object({ batchId: BatchId, packageId: PackageId.nullable(), format: z.enum(['pdf', 'xlsx']) }), z.object({ path: z.string(), parts: z.int().positive() })),
  'intake.printDefects': operation(z.object({ batchId: BatchId, packageId: PackageId.nullable(), printerName: z.string().min(1).max(200) }), PrintOutcome),
  'intake.saveTemplate': operation(z.object({ template: z.enum(['since-2012', 'before-2012']) }), z.object({ path: z.string() })),
  /** On paper only: what it says of a person is no file of this terminal. */
  'evidence.print': operation(z.object({ personId: PersonId, printerName: z.string().min(1).max(200) }), PrintOutcome),
};

/** 泄密溯源: a leaked picture of this terminal goes to the data centre, encrypted there until it is forgotten; `traces.run` then asks about it, as often as needed. */
export const tracedPictureOperations = {
  'traces.send': operation(z.object({ path: LocalPath }), z.object({ uploadId: z.string(), fileName: z.string() })),
};

/** 加密档案包: a volume, sealed for a partner of the data centre, into the folder of exports. */
export const packageFileOperations = {
  'volumes.savePackage': operation(z.object({ id: VolumeId, recipient: z.string().min(1).max(100) }), z.object({ path: z.string() })),
};

const { 'scanProfiles.list': _listProfiles, ...administeredProfiles } = scanProfileOperations;
const { 'faults.list': listFaults } = faultOperations;

const { 'sheetPrints.count': countSheetPrint, 'sheetPrints.list': listSheetPrints } = sheetPrintOperations;
const { 'requests.submit': _submit, ...forwardedRequests } = requestOperations;

/** Operations that src-main passes on to the data centre unchanged. */
type ForwardedOperations = typeof peopleOperations & typeof volumeOperations & Omit<typeof intakeOperations, 'intake.offerPackage'> & typeof mediaOperations & Omit<typeof requestOperations, 'requests.submit'>
  & typeof delegationOperations & typeof routeOperations & typeof circleOperations & typeof evidenceOperations & Omit<typeof oversightOperations, 'audit.reportFile'> & typeof accountOperations
  & typeof administrativeActOperations & typeof policyOperations & typeof administeredTerminals & Omit<typeof scanProfileOperations, 'scanProfiles.list'> & Pick<typeof faultOperations, 'faults.list'>
  & typeof traceOperations & typeof forwardedStrips & typeof forwardedCatalogues & typeof formOperations & Pick<typeof sheetPrintOperations, 'sheetPrints.count' | 'sheetPrints.list'>
  & Pick<typeof printingOperations, 'printing.prepare' | 'printing.countSheets'> & typeof printRegisterOperations & typeof printerApprovalOperations & typeof partnerOperations & Pick<typeof keyOperations, 'keys.list' | 'keys.revoke'>;
export const forwardedOperations: ForwardedOperations = {
  ...peopleOperations,
  ...volumeOperations,
  ...forwardedIntake,
  ...mediaOperations,
  ...forwardedRequests,
  ...delegationOperations,
  ...routeOperations,
  ...circleOperations,
  ...evidenceOperations,
  ...forwardedOversight,
  ...accountOperations,
  ...administrativeActOperations,
  ...policyOperations,
  ...administeredTerminals,
  ...administeredProfiles,
  'faults.list': listFaults,
  ...traceOperations,
  ...forwardedStrips,
  ...forwardedCatalogues,
  ...formOperations,
  'sheetPrints.count': countSheetPrint,
  'sheetPrints.list': listSheetPrints,
  'printing.prepare': preparePrint,
  ...printRegisterOperations,
  'printing.countSheets': countSheets,
  ...printerApprovalOperations,
  ...partnerOperations,
  'keys.list': listKeys,
  'keys.revoke': revokeKey,
};

export type DesktopApi = typeof entranceApi & typeof windowViewingOperations & typeof outboxOperations & typeof scanningOperations
  & typeof draftOperations & typeof deskPrintingOperations & typeof presentKeyOperations & typeof reportOperations & typeof logFileOperations
  & typeof anchorOperations & typeof deliveryOperations & typeof sheetOperations & typeof excerptSheetOperations & typeof stripDeskOperations
  & typeof catalogueDeskOperations & typeof formDeskOperations & typeof tracedPictureOperations & typeof packageFileOperations & typeof forwardedOperations;

/** What src-main does for its windows. */
export const desktopApi: DesktopApi = { ...entranceApi, ...presentKeyOperations, ...windowViewingOperations, ...outboxOperations, ...scanningOperations, ...draftOperations, ...deskPrintingOperations, ...reportOperations, ...logFileOperations, ...anchorOperations, ...deliveryOperations, ...sheetOperations, ...excerptSheetOperations, ...stripDeskOperations, ...catalogueDeskOperations, ...formDeskOperations, ...tracedPictureOperations,
  ...packageFileOperations, ...forwardedOperations };

export const desktopEvents = {
  ...terminalEvents,
  'scan.page-completed': z.object({ draftId: DraftId, page: DraftPage, replacedPageId: DraftPageId.nullable() }),
  /** `fraction` of the sheet in the scanner, 0 to 1. */
  'scan.progressed': z.object({ draftId: DraftId, pagesDone: z.int().nonnegative(), fraction: z.number().min(0).max(1) }),
  /**
   * One line for the person at the desk. `putBackSheet` counts from the start of the stack: that sheet, and as many as `putBackCount` says from
   * there on, were under way and go back into the feeder. After `gave-up` comes `scan.finished`.
   */
  'scan.troubled': z.object({
    draftId: DraftId,
    code: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
    action: TroubleAction,
    putBackSheet: z.int().positive().nullable(),
    putBackCount: z.int().nonnegative(),
    sidesKept: z.int().nonnegative(),
  }),
  /** After each page, of the last twenty. Stages of which nothing is known yet are missing. */
  'scan.metered': z.object({ draftId: DraftId, stages: z.array(StagePace).readonly() }),
  'scan.finished': z.object({
    draftId: DraftId,
    pagesDone: z.int().nonnegative(),
    isCancelled: z.boolean(),
    error: z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }).nullable(),
  }),
  /** After every act on a desk: what undo and redo would do now. */
  'desk.acted': z.object({ volumeId: VolumeId, history: DeskHistory }),
  /** Its steps are known, or its picture was made anew. */
  'draft.page-changed': z.object({ draftId: DraftId, page: DraftPage }),
  /** Pages came or went by themselves: ask `drafts.get` again. */
  'draft.changed': z.object({ draftId: DraftId }),
  /** A file of a watched folder that is left where it is, and why. */
  'scan.file-refused': z.object({ draftId: DraftId, fileName: z.string(), code: z.string() }),
  /** Read by a barcode scanner at this terminal while the screen is open; `text` is what it said, `barcode` what that means here. */
  'barcode.read': z.object({ text: z.string(), barcode: Barcode }),
  'draft.filing-progressed': z.object({ draftId: DraftId, sentBytes: z.int().nonnegative(), totalBytes: z.int().nonnegative() }),
  /** At most a few times a second for each batch. */
  'deliveries.progressed': z.object({ batchId: BatchId }),
  /** Files or folders were dropped on the window; the paths are this terminal's own. */
  'files.dropped': z.object({ paths: z.array(LocalPath).readonly() }),
};
export type DesktopEvents = typeof desktopEvents;

export * from './terminal-desk-operations.ts';
export { windowPaths } from './window-paths.ts';
