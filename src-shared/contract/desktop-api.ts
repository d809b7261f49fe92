import { z } from 'zod';
import { Account, DemoAccount, LoginName, Password } from '../domain/account.ts';
import { PasswordPolicy } from '../domain/administration.ts';
import { Enrolment, EnrolmentState } from '../domain/enrolment.ts';
import { DeskHistory } from '../domain/desk.ts';
import type { PageId, ViewSessionId } from '../domain/ids.ts';
import { AccountId, BatchId, DraftId, DraftPageId, PackageId, PersonId, PrintJobId, VolumeId } from '../domain/ids.ts';
import { LogAlarm, LogAnchor, LogMismatch } from '../domain/log-proof.ts';
import { OfferedPrinter, plainOptions, PrintJob, PrintOptions, PrintOutcome } from '../domain/printing.ts';
import { StagePace, TroubleAction } from '../domain/scan-fault.ts';
import { DraftPage } from '../domain/scanning.ts';
import { Barcode } from '../domain/barcode.ts';
import { KeyId, Pin, PresentKey, PresentToken } from '../domain/signing-key.ts';
import type { PageSize } from '../domain/viewing.ts';
import { Nothing } from './lists.ts';
import { catalogueDeskOperations, forwardedCatalogues } from './catalogue-desk-operations.ts';
import { deliveryOperations } from './delivery-operations.ts';
import { draftOperations } from './draft-operations.ts';
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
import { formOperations } from './server/form-operations.ts';
import { windowViewingOperations } from './server/viewing-operations.ts';
import { volumeOperations } from './server/volume-operations.ts';

const KeyIdAtTerminal = PresentKey.shape.id;

/** The signed-in person as the window knows him. The session token never leaves src-main. */
export const SignedIn = z.object({
  account: Account,
  mustChangePassword: z.boolean(),
  isPasswordExpired: z.boolean(),
  passwordPolicy: PasswordPolicy,
  idleLockSeconds: z.int().positive(),
  isLocked: z.boolean(),
});
export type SignedIn = z.infer<typeof SignedIn>;

export const Terminal = z.object({
  name: z.string(),
  /** `windowless`: the command line. */
  hostKind: z.enum(['electron', 'chromium', 'windowless']),
  version: z.string(),
  siteName: z.string(),
  isDemo: z.boolean(),
  demoAccounts: z.array(DemoAccount).readonly(),
  isOnline: z.boolean(),
});
export type Terminal = z.infer<typeof Terminal>;

export const terminalOperations = {
  /** Answers also while the data centre cannot be reached (with what was known last). */
  'terminal.get': operation(Nothing, Terminal),
  'session.get': operation(Nothing, z.object({ signedIn: SignedIn.nullable() })),
  'session.signIn': operation(z.object({ loginName: LoginName, password: Password }), SignedIn),
  'session.changePassword': operation(z.object({ oldPassword: Password, newPassword: Password }), Nothing),
  'session.signOut': operation(Nothing, Nothing),
  /** Everything but unlock and sign-out is refused until the password is given again. */
  'session.lock': operation(Nothing, Nothing),
  'session.unlock': operation(z.object({ password: Password }), SignedIn),
  /** Asked for by `session.confirmation-required`, before an act that cannot be taken back. */
  'session.confirmPassword': operation(z.object({ password: Password }), Nothing),
};

/** 本机入网. Until it is done nothing else of the data centre answers. */
export const localEnrolmentOperations = {
  'enrolment.get': operation(Nothing, Enrolment),
  /** With the one-time code of an administrator; makes a new key. What was asked for before is forgotten. */
  'enrolment.request': operation(z.object({ code: z.string().trim().min(1).max(60), name: z.string().trim().min(1).max(60) }), Enrolment),
};

export const deskPrintingOperations = {
  'printing.listPrinters': operation(Nothing, z.object({ printers: z.array(OfferedPrinter).readonly() })),
  /** Prints a prepared job and answers when CUPS and the printer are done with it; the outcome is registered. */
  'printing.print': operation(z.object({ id: PrintJobId, printerName: z.string().min(1).max(200), options: PrintOptions.default(plainOptions) }), PrintJob),
  'printing.cancel': operation(z.object({ id: PrintJobId }), Nothing),
};

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

/** What this terminal keeps of the audit log, and what contradicted it. */
export const anchorOperations = {
  'anchors.get': operation(Nothing, z.object({ anchor: LogAnchor.nullable(), alarm: LogAlarm.nullable() })),
  /** As files beside the auditor's reports: the note, and the public key of the log. */
  'anchors.save': operation(Nothing, z.object({ path: z.string() })),
};

const { 'printing.prepare': preparePrint, 'printing.countSheets': countSheets } = printingOperations;

const { 'keys.list': listKeys, 'keys.revoke': revokeKey } = keyOperations;

/** USB keys in the readers of this terminal. The PIN goes to the key and nowhere else. */
export const presentKeyOperations = {
  /** `isOffered` false: this terminal has no driver for keys. `ownKeyId`: the key with which the session began, which alone unlocks it. */
  'keys.present': operation(
    Nothing,
    z.object({
      isOffered: z.boolean(),
      problem: z.string().nullable(),
      tokens: z.array(PresentToken).readonly(),
      ownKeyId: z.string().nullable(),
      /** Who signed in here with this key before, by its id. */
      loginNames: z.record(z.string(), z.string()),
    }),
  ),
  'session.signInWithKey': operation(z.object({ loginName: LoginName, keyId: KeyIdAtTerminal, pin: Pin }), SignedIn),
  'session.unlockWithKey': operation(z.object({ pin: Pin }), SignedIn),
  /** What `session.confirmPassword` is to a session that began with a key. */
  'session.confirmWithKey': operation(z.object({ pin: Pin }), Nothing),
  /** By the security officer, with the holder beside him: the key proves itself, the holder gives his password. */
  'keys.registerPresent': operation(
    z.object({ accountId: AccountId, loginName: LoginName, keyId: KeyIdAtTerminal, pin: Pin, holderPassword: Password, label: z.string().trim().min(1).max(60) }),
    z.object({ id: KeyId }),
  ),
};

const { 'intake.offerPackage': _offeredByTheQueue, ...forwardedIntake } = intakeOperations;

/** 问题单, 目录模板, 核对表: into the folder of exports, like reports, or on paper. A long defect sheet is several files; `path` is the first of them. */
export const sheetOperations = {
  'intake.saveDefects': operation(z.object({ batchId: BatchId, packageId: PackageId.nullable(), format: z.enum(['pdf', 'xlsx']) }), z.object({ path: z.string(), parts: z.int().positive() })),
  'intake.printDefects': operation(z.object({ batchId: BatchId, packageId: PackageId.nullable(), printerName: z.string().min(1).max(200) }), PrintOutcome),
  'intake.saveTemplate': operation(z.object({ template: z.enum(['since-2012', 'before-2012']) }), z.object({ path: z.string() })),
  'printing.saveSheet': operation(z.object({ id: PrintJobId }), z.object({ path: z.string() })),
  'printing.printSheet': operation(z.object({ id: PrintJobId, printerName: z.string().min(1).max(200) }), PrintOutcome),
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
export const forwardedOperations = {
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
  'keys.list': listKeys,
  'keys.revoke': revokeKey,
};

/** What src-main does for its windows. */
export const desktopApi = { ...terminalOperations, ...localEnrolmentOperations, ...windowViewingOperations, ...outboxOperations, ...scanningOperations, ...draftOperations, ...deskPrintingOperations, ...presentKeyOperations, ...reportOperations, ...logFileOperations, ...anchorOperations, ...deliveryOperations, ...sheetOperations, ...stripDeskOperations, ...catalogueDeskOperations, ...formDeskOperations, ...tracedPictureOperations,
  ...packageFileOperations, ...forwardedOperations };
export type DesktopApi = typeof desktopApi;

export const desktopEvents = {
  'connection.changed': z.object({ isOnline: z.boolean() }),
  'enrolment.changed': z.object({ state: EnrolmentState }),
  /** The session is gone (expired, ended elsewhere); the window shows the sign-in screen and keeps what was typed. */
  'session.ended': z.object({ code: z.string() }),
  /** Ask `keys.present` again. */
  'keys.changed': z.object({}),
  /** The key with which the session began is gone; src-main has locked the screen. */
  'session.key-removed': z.object({}),
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
  /** Something came into the outbox or left it: ask `outbox.list` again, and for what it may have changed. */
  'outbox.changed': z.object({}),
  /** At most a few times a second for each batch. */
  'deliveries.progressed': z.object({ batchId: BatchId }),
  /** Files or folders were dropped on the window; the paths are this terminal's own. */
  'files.dropped': z.object({ paths: z.array(LocalPath).readonly() }),
  /** The data centre shows a log that does not continue the one this terminal knew. */
  'log.contradicted': z.object({ reason: LogMismatch }),
  'print.progressed': z.object({ id: PrintJobId, state: z.string(), reasons: z.array(z.string()).readonly() }),
};
export type DesktopEvents = typeof desktopEvents;

/** The one door between a window and src-main; both hosts expose it as `window.desktop`. */
export type DesktopBridge = {
  readonly call: (name: string, input: unknown) => Promise<unknown>;
  readonly subscribe: (listener: (name: string, payload: unknown) => void) => () => void;
};

/** Pictures and documents reach the window as addresses of its own origin, answered by src-main, never stored. */
export const windowPaths = {
  page: (sessionId: ViewSessionId, pageId: PageId, size: PageSize): string => `/pages/${sessionId}/${pageId}?size=${size}`,
  /** The optimised image, or the scan until that is made; each new picture has another address. */
  draftPage: (draftId: DraftId, { id, revision }: Pick<DraftPage, 'id' | 'revision'>, size: PageSize): string => `/drafts/${draftId}/${id}?size=${size}&revision=${String(revision)}`,
  /** As it was scanned. */
  draftScan: (draftId: DraftId, id: DraftPageId): string => `/drafts/${draftId}/${id}?size=full&layer=original`,
  /** A page of a delivery, marked for whoever looks. */
  intakePage: (packageId: PackageId, pageId: PageId, size: PageSize): string => `/intake/${packageId}/${pageId}?size=${size}`,
  print: (id: PrintJobId): string => `/prints/${id}.pdf`,
  /** What the auditor sent to be traced, upright. */
  tracedPicture: (uploadId: string, page: number): string => `/traces/${uploadId}?page=${String(page)}`,
} as const;

