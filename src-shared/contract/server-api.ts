import { z } from 'zod';
import { Account, Colleague, DemoAccount, LoginName, Password } from '../domain/account.ts';
import { AuditEvent } from '../domain/audit-event.ts';
import { IdempotencyKey, MaterialId, PageId, PersonId, PrintJobId, RequestId, UnitId, ViewSessionId, VolumeId } from '../domain/ids.ts';
import { Person, PersonStatus, PersonSummary } from '../domain/person.ts';
import { PrintJob, PrintOutcome } from '../domain/printing.ts';
import { Unit } from '../domain/unit.ts';
import { Application, GrantedMaterial, RequestDetail, RequestSummary, ViewingMinutes } from '../domain/view-request.ts';
import { ViewSession, ViewSessionState } from '../domain/viewing.ts';
import { CatalogueRow, Material, Rotation, Volume } from '../domain/volume.ts';
import { operation } from './operation.ts';

const Nothing = z.object({});
const PageNumber = z.int().min(1).max(500).default(1);
export const pageSize = 20;

/** A page of a list. `total` stops counting at `totalLimit`: nobody reads page 51, and counting a million rows is slow. */
export const totalLimit = 1000;
const listOf = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item).readonly(), total: z.int().nonnegative() });

/** Asked without a session. */
export const publicOperations = {
  'session.signIn': operation(
    z.object({ loginName: LoginName, password: Password, terminalName: z.string().trim().min(1).max(60) }),
    z.object({ token: z.string(), account: Account, mustChangePassword: z.boolean(), idleLockSeconds: z.int().positive() }),
  ),
  'site.get': operation(Nothing, z.object({ siteName: z.string(), isDemo: z.boolean(), version: z.string(), demoAccounts: z.array(DemoAccount).readonly() })),
};

export const sessionOperations = {
  'session.changePassword': operation(z.object({ oldPassword: Password, newPassword: Password }), Nothing),
  /** Proves that the person at the keyboard is still the one who signed in (after an idle lock). */
  'session.confirmPassword': operation(z.object({ password: Password }), Nothing),
  'session.signOut': operation(Nothing, Nothing),
};

export const peopleOperations = {
  /** Name, part of a name, pinyin, initials, start of an identity number or archive number; an empty query lists by name. */
  'people.search': operation(
    z.object({
      query: z.string().trim().max(60),
      unitId: UnitId.nullable().default(null),
      status: PersonStatus.nullable().default(null),
      hasVolume: z.boolean().nullable().default(null),
      page: PageNumber,
    }),
    listOf(PersonSummary),
  ),
  'people.get': operation(z.object({ id: PersonId }), Person),
  'units.list': operation(Nothing, z.object({ units: z.array(Unit).readonly() })),
};

export const FiledPage = z.object({
  /** Id of a finished upload of this account. */
  uploadId: z.string().min(1).max(100),
  /** SHA-256 of the original image, lower-case hex, as the terminal computed it. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  rotation: Rotation,
  dpi: z.int().positive().max(2400),
});
export type FiledPage = z.infer<typeof FiledPage>;

export const volumeOperations = {
  'volumes.get': operation(z.object({ id: VolumeId }), Volume),
  'volumes.create': operation(z.object({ personId: PersonId, idempotencyKey: IdempotencyKey }), z.object({ id: VolumeId })),
  /** Files one material with its pages in one transaction, or refuses it whole. */
  'volumes.fileMaterial': operation(
    z.object({ volumeId: VolumeId, idempotencyKey: IdempotencyKey, row: CatalogueRow, pages: z.array(FiledPage).min(1).max(400).readonly() }),
    Material,
  ),
};

export const requestOperations = {
  'requests.colleagues': operation(Nothing, z.object({ colleagues: z.array(Colleague).readonly() })),
  'requests.submit': operation(Application.extend({ idempotencyKey: IdempotencyKey }), z.object({ id: RequestId, number: z.string() })),
  /** `mine`: sent or read along by the caller. `inbox`: waiting for the caller's decision. `decided`: decided in the caller's unit. */
  'requests.list': operation(z.object({ box: z.enum(['mine', 'inbox', 'decided']), page: PageNumber }), listOf(RequestSummary)),
  'requests.get': operation(z.object({ id: RequestId }), RequestDetail),
  'requests.approve': operation(
    z.object({ id: RequestId, minutes: ViewingMinutes, materials: z.array(GrantedMaterial).min(1).max(2000).readonly(), note: z.string().trim().max(200) }),
    Nothing,
  ),
  'requests.refuse': operation(z.object({ id: RequestId, reason: z.string().trim().min(1).max(200) }), Nothing),
  'requests.cancel': operation(z.object({ id: RequestId }), Nothing),
  'requests.withdraw': operation(z.object({ id: RequestId, reason: z.string().trim().min(1).max(200) }), Nothing),
};

export const viewingOperations = {
  /** Opens a granted request; the minutes run from the first opening. */
  'viewing.open': operation(z.object({ requestId: RequestId }), ViewSession),
  /** An archivist at work on a volume of his own custody. */
  'viewing.openCustody': operation(z.object({ volumeId: VolumeId }), ViewSession),
  'viewing.heartbeat': operation(
    z.object({ id: ViewSessionId, materialId: MaterialId.nullable() }),
    z.object({ state: ViewSessionState, secondsLeft: z.int().nonnegative() }),
  ),
  'viewing.close': operation(z.object({ id: ViewSessionId }), Nothing),
};

export const printingOperations = {
  /** Registers a copy and composes it; its PDF is fetched from `printPath(id)` while it is prepared or submitted. */
  'printing.prepare': operation(
    z.object({
      viewSessionId: ViewSessionId,
      materialId: MaterialId,
      pageIds: z.array(PageId).min(1).max(400).readonly(),
      copies: z.int().min(1).max(20),
      idempotencyKey: IdempotencyKey,
    }),
    PrintJob,
  ),
  'printing.submitted': operation(z.object({ id: PrintJobId, printerName: z.string().min(1).max(200) }), PrintJob),
  'printing.finished': operation(PrintOutcome.extend({ id: PrintJobId }), PrintJob),
  'printing.list': operation(z.object({ page: PageNumber }), listOf(PrintJob)),
};

export const auditOperations = {
  'audit.list': operation(
    z.object({
      text: z.string().trim().max(60).default(''),
      act: z.string().max(60).nullable().default(null),
      from: z.iso.datetime().nullable().default(null),
      until: z.iso.datetime().nullable().default(null),
      page: PageNumber,
    }),
    listOf(AuditEvent),
  ),
};

/** What the data centre does for terminals: POST /api/v1/<name>, JSON in, Reply out. */
export const serverApi = {
  ...publicOperations,
  ...sessionOperations,
  ...peopleOperations,
  ...volumeOperations,
  ...requestOperations,
  ...viewingOperations,
  ...printingOperations,
  ...auditOperations,
};
export type ServerApi = typeof serverApi;
export type ServerOperationName = keyof ServerApi;

/** Where each thing that is not JSON lives on the data centre. */
export const apiPath = (name: string): string => `/api/v1/${name}`;
export const uploadsPath = '/uploads';
export const pagePath = (sessionId: ViewSessionId, pageId: PageId): string => `/api/v1/views/${sessionId}/pages/${pageId}`;
export const printPath = (id: PrintJobId): string => `/api/v1/prints/${id}.pdf`;

