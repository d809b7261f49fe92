import { z } from 'zod';
import { CatalogueRow, Page } from './volume.ts';
import { Finding, PackageVerdict } from './finding.ts';
import { BatchId, FindingId, MediumId, PackageId, PageId, PersonId, UnitId, VolumeId } from './ids.ts';
import { Secrecy } from './secrecy.ts';
import { packageFormats } from './staged-volume.ts';

/** `volumes`: each package is one whole volume. `loose` 散材料: each package adds materials to a volume that exists. */
export const BatchKind = z.enum(['volumes', 'loose']);
export type BatchKind = z.infer<typeof BatchKind>;

/**
 * open 接收中 (packages arrive and are checked) → sampling 抽检 (complete; a sample is drawn and judged) → accepting 入库中 → accepted 已入库,
 * or → returned 已退回. An accepted batch may hold returned packages: offered = accepted + returned + withdrawn.
 */
export const BatchState = z.enum(['open', 'sampling', 'accepting', 'accepted', 'returned']);
export type BatchState = z.infer<typeof BatchState>;

/** waiting → checking → checked → accepting → accepted | returned; withdrawn: taken back by who offered it before it was checked. */
export const PackageState = z.enum(['waiting', 'checking', 'checked', 'accepting', 'accepted', 'returned', 'withdrawn']);
export type PackageState = z.infer<typeof PackageState>;

/** The account of a batch (收支平衡): what was offered and where it is now, in packages and in pages. */
export const BatchAccount = z.object({
  offered: z.int().nonnegative(),
  waiting: z.int().nonnegative(),
  clean: z.int().nonnegative(),
  needsReview: z.int().nonnegative(),
  defective: z.int().nonnegative(),
  accepted: z.int().nonnegative(),
  returned: z.int().nonnegative(),
  withdrawn: z.int().nonnegative(),
  pagesOffered: z.int().nonnegative(),
  pagesAccepted: z.int().nonnegative(),
  pagesReturned: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
});
export type BatchAccount = z.infer<typeof BatchAccount>;

export const MediumContents = z.object({
  registeredVolumes: z.int().nonnegative(),
  registeredPersons: z.int().nonnegative(),
  offeredVolumes: z.int().nonnegative(),
  offeredPersons: z.int().nonnegative(),
});
export type MediumContents = z.infer<typeof MediumContents>;

export const SampleState = z.object({
  /** Pages drawn; 0 before the batch is complete. */
  drawn: z.int().nonnegative(),
  judged: z.int().nonnegative(),
  wrongPlace: z.int().nonnegative(),
  poorPicture: z.int().nonnegative(),
  /** Null while pages are still to be judged. */
  isPassed: z.boolean().nullable(),
});
export type SampleState = z.infer<typeof SampleState>;

export const Batch = z.object({
  id: BatchId,
  /** `JS-2026-0012` */
  number: z.string(),
  kind: BatchKind,
  unitId: UnitId,
  unitName: z.string(),
  supplier: z.string(),
  note: z.string(),
  mediumId: MediumId.nullable(),
  mediumNumber: z.string().nullable(),
  approvalNumber: z.string(),
  secrecy: Secrecy,
  state: BatchState,
  isPaused: z.boolean(),
  policyVersion: z.int().nonnegative(),
  /** The unit's own XML mapping that its packages are read by; null: the standard one. */
  mapping: z.object({ name: z.string(), version: z.int().positive() }).nullable(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: z.iso.datetime().nullable(),
  decisionNote: z.string(),
  account: BatchAccount,
  /** What the register says lies on the medium against what has been offered from it in all its batches; null without a medium. */
  mediumContents: MediumContents.nullable().default(null),
  sample: SampleState,
  /** Checked pages per second over the last minute; null when nothing is under way. */
  pagesPerSecond: z.number().nonnegative().nullable(),
  secondsLeft: z.int().nonnegative().nullable(),
});
export type Batch = z.infer<typeof Batch>;

export const PackageSummary = z.object({
  id: PackageId,
  /** Within the batch, from 1. */
  number: z.int().positive(),
  /** As it was offered: a folder's or a file's name. */
  name: z.string(),
  state: PackageState,
  verdict: PackageVerdict.nullable(),
  format: z.enum(packageFormats).nullable(),
  personId: PersonId.nullable(),
  personName: z.string().nullable(),
  archiveNumber: z.string().nullable(),
  materials: z.int().nonnegative(),
  pages: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
  blocking: z.int().nonnegative(),
  warnings: z.int().nonnegative(),
  /** An earlier delivery of the same volume was returned. */
  isSecondDelivery: z.boolean(),
  checkedAt: z.iso.datetime().nullable(),
});
export type PackageSummary = z.infer<typeof PackageSummary>;

/** An override (放行): with a reason at once for what warns; for what blocks a second person must agree. */
export const Override = z.object({
  state: z.enum(['proposed', 'effective', 'refused']),
  reason: z.string(),
  by: z.string(),
  at: z.iso.datetime(),
  secondBy: z.string().nullable(),
  secondAt: z.iso.datetime().nullable(),
  /** Whether the caller may agree to it: he is a second person. */
  isMineToDecide: z.boolean(),
});
export type Override = z.infer<typeof Override>;

export const PackageFinding = Finding.extend({ id: FindingId, pageId: PageId.nullable(), override: Override.nullable() });
export type PackageFinding = z.infer<typeof PackageFinding>;

/** A row of the delivered catalogue with the pages that lie at its place. */
export const DeliveredMaterial = CatalogueRow.omit({ pageCount: true, name: true, sequence: true, formedOn: true }).extend({
  sequence: z.int().positive(),
  name: z.string(),
  formedOn: z.string(),
  /** What the catalogue says; null where it says nothing that can be read. */
  pageCount: z.int().nullable(),
  pages: z.array(Page).readonly(),
});
export type DeliveredMaterial = z.infer<typeof DeliveredMaterial>;

/** What a second delivery changed against the one that was returned. */
export const DeliveryComparison = z.object({
  batchNumber: z.string(),
  mended: z.array(Finding).readonly(),
  remaining: z.int().nonnegative(),
  /** Findings that the first delivery did not have. */
  added: z.array(Finding).readonly(),
  /** Pages that were there before and are not now: never a mending. */
  missingPages: z.int().nonnegative(),
});
export type DeliveryComparison = z.infer<typeof DeliveryComparison>;

export const PackageReport = PackageSummary.extend({
  batchId: BatchId,
  batchNumber: z.string(),
  batchState: BatchState,
  volumeId: VolumeId.nullable(),
  /** What will be, against what is: rows and pages of the volume as it stands. */
  present: z.object({ version: z.int().nonnegative(), materials: z.int().nonnegative(), pages: z.int().nonnegative() }).nullable(),
  catalogue: z.array(DeliveredMaterial).readonly(),
  findings: z.array(PackageFinding).readonly(),
  comparison: DeliveryComparison.nullable(),
});
export type PackageReport = z.infer<typeof PackageReport>;

/** 抽检: one page of the sample with what the catalogue says about its place. */
export const SampleItem = z.object({
  id: z.uuid(),
  position: z.int().positive(),
  packageId: PackageId,
  packageNumber: z.int().positive(),
  personName: z.string(),
  page: Page,
  row: DeliveredMaterial.omit({ pages: true }),
  /** 对应 (catalogue and picture belong together) and 质量 (the picture is good); null: not judged yet. */
  isPlaceRight: z.boolean().nullable(),
  isPictureGood: z.boolean().nullable(),
  note: z.string(),
});
export type SampleItem = z.infer<typeof SampleItem>;
