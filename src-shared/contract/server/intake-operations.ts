import { z } from 'zod';
import { Completeness } from '../../domain/completeness.ts';
import { PackageVerdict } from '../../domain/finding.ts';
import { BatchId, FindingId, IdempotencyKey, MediumId, PackageId, VolumeId } from '../../domain/ids.ts';
import { Batch, BatchKind, BatchState, PackageReport, PackageState, PackageSummary, SampleItem } from '../../domain/intake.ts';
import { IntakePolicy, maxPolicyVersions, PolicyVersion } from '../../domain/intake-policy.ts';
import { Medium, MediumEntry, MediumMove, MediumState } from '../../domain/medium.ts';
import { Secrecy } from '../../domain/secrecy.ts';
import { CatalogueRow, Material } from '../../domain/volume.ts';
import { MappingName, MappingPreview, maxSampleCharacters, UnitMapping, XmlMapping } from '../../domain/xml-mapping.ts';
import { PageNumber, listOf } from '../lists.ts';
import { operation } from '../operation.ts';
import { FiledPage, FiledSide } from './volume-operations.ts';

const Digest = z.string().regex(/^[0-9a-f]{64}$/);
const Reason = z.string().trim().min(2).max(300);
const byBatch = z.object({ id: BatchId });

/** One upload holds at most so much: a volume of 400 pages in two layers, with room. */
export const maxPackageBytes = 2_000_000_000;

/** 接收 of deliveries: batches, packages, their findings, sampling and verdict. All of it is the custodial unit's own. */
export const intakeOperations = {
  /** Refused without a received medium, or the words `medium: null` for what never was on one (delivered inside the unit). */
  'intake.createBatch': operation(
    z.object({
      idempotencyKey: IdempotencyKey,
      kind: BatchKind,
      supplier: z.string().trim().min(1).max(100),
      note: z.string().trim().max(200),
      mediumId: MediumId.nullable(),
      approvalNumber: z.string().trim().min(1).max(60),
      secrecy: Secrecy,
      /** The unit's own mapping that XML packages are read by, in its latest version; without one by the standard alone. */
      mappingName: MappingName.nullable().default(null),
    }),
    Batch,
  ),
  'intake.listBatches': operation(z.object({ state: BatchState.nullable().default(null), page: PageNumber }), listOf(Batch)),
  'intake.getBatch': operation(byBatch, Batch),
  /** A zip whose upload has finished; one that holds several volumes becomes several packages. Twice under one key is once. */
  'intake.offerPackage': operation(
    z.object({ batchId: BatchId, idempotencyKey: IdempotencyKey, name: z.string().trim().min(1).max(200), uploadId: z.string().min(1).max(100), bytes: z.int().positive().max(maxPackageBytes), digest: Digest }),
    PackageSummary,
  ),
  'intake.withdrawPackage': operation(z.object({ id: PackageId, reason: Reason }), PackageSummary),
  /** Packages of a batch that were taken back, by the key they were offered under: under it they are not offered again. */
  'intake.listWithdrawn': operation(z.object({ batchId: BatchId }), z.object({ packages: z.array(z.object({ id: PackageId, idempotencyKey: IdempotencyKey })).readonly() })),
  'intake.listPackages': operation(
    z.object({ batchId: BatchId, state: PackageState.nullable().default(null), verdict: PackageVerdict.nullable().default(null), query: z.string().trim().max(60).default(''), page: PageNumber }),
    listOf(PackageSummary),
  ),
  'intake.getPackage': operation(z.object({ id: PackageId }), PackageReport),
  'intake.setPaused': operation(z.object({ id: BatchId, isPaused: z.boolean() }), Batch),
  /** Everything has been offered: draws the sample. Refused while a package is still waiting or being checked. */
  'intake.closeBatch': operation(byBatch, Batch),
  /** 放行. At once for what warns; waits for a second person for what blocks. All findings of one package. */
  'intake.override': operation(z.object({ packageId: PackageId, findingIds: z.array(FindingId).min(1).max(500).readonly(), reason: Reason }), PackageReport),
  'intake.decideOverride': operation(z.object({ packageId: PackageId, findingIds: z.array(FindingId).min(1).max(500).readonly(), agrees: z.boolean() }), PackageReport),
  'intake.getSample': operation(byBatch, z.object({ items: z.array(SampleItem).readonly() })),
  'intake.judge': operation(z.object({ batchId: BatchId, itemId: z.uuid(), isPlaceRight: z.boolean(), isPictureGood: z.boolean(), note: z.string().trim().max(200) }), SampleItem),
  /** Takes an answer back, while the batch is being sampled: the page is open again. */
  'intake.unjudge': operation(z.object({ batchId: BatchId, itemId: z.uuid() }), SampleItem),
  /** `accept`: clean packages go into their volumes, the others back; refused when the sample failed. `return`: all go back. */
  'intake.decideBatch': operation(z.object({ id: BatchId, verdict: z.enum(['accept', 'return']), note: z.string().trim().max(300) }), Batch),
  'intake.getPolicy': operation(z.object({}), z.object({ version: z.int().nonnegative(), policy: IntakePolicy, setBy: z.string().nullable(), setAt: z.iso.datetime().nullable() })),
  'intake.setPolicy': operation(z.object({ version: z.int().nonnegative(), policy: IntakePolicy, reason: Reason }), z.object({ version: z.int().positive() })),
  /** Every version that this unit has checked by, newest first, and by how many batches; version 0 is the default. */
  'intake.listPolicies': operation(z.object({}), z.object({ versions: z.array(PolicyVersion).max(maxPolicyVersions).readonly() })),
  'intake.listMappings': operation(z.object({}), z.object({ standard: XmlMapping, mappings: z.array(UnitMapping).readonly() })),
  /** `version` is the one that was changed; 0 for a new mapping. Batches that are open keep theirs. */
  'intake.setMapping': operation(z.object({ name: MappingName, version: z.int().nonnegative(), mapping: XmlMapping, reason: Reason }), z.object({ version: z.int().positive() })),
  /** What a mapping would make of one XML file of a supplier; nothing is kept. */
  'intake.tryMapping': operation(z.object({ mapping: XmlMapping, sample: z.string().min(1).max(maxSampleCharacters) }), MappingPreview),
  /** 散材料: one sheet, scanned once, filed into the volumes of many people; all of them or none. */
  'intake.fileLoose': operation(
    z.object({ idempotencyKey: IdempotencyKey, volumeIds: z.array(VolumeId).min(1).max(200).readonly(), row: CatalogueRow.omit({ sequence: true }), pages: z.array(FiledPage).min(1).max(50).readonly(), /** Kept with the first of the volumes. */ setAside: z.array(FiledSide).max(100).readonly().default([]) }),
    z.object({ materials: z.array(z.object({ volumeId: VolumeId, material: Material })).readonly() }),
  ),
  /** What a partner needs to exchange sealed packages with this data centre; `name` and `senderKey` are of whoever signs them, `publicKey` (X25519, base64url) is what is sealed for. */
  'intake.recipient': operation(z.object({}), z.object({ name: z.string(), publicKey: z.string(), fingerprint: z.string(), senderKey: z.string() })),
  /** Whom volumes may be sealed for; `isOwn` is this data centre itself. */
  'intake.listPartners': operation(z.object({}), z.object({ partners: z.array(z.object({ name: z.string(), publicKey: z.string(), fingerprint: z.string(), isOwn: z.boolean() })).readonly() })),
  'volumes.completeness': operation(z.object({ id: VolumeId }), Completeness),
};

export const mediaOperations = {
  'media.register': operation(MediumEntry.extend({ idempotencyKey: IdempotencyKey }), Medium),
  'media.move': operation(MediumMove.extend({ id: MediumId }), Medium),
  'media.list': operation(z.object({ query: z.string().trim().max(60).default(''), state: MediumState.nullable().default(null), page: PageNumber }), listOf(Medium)),
  'media.get': operation(z.object({ id: MediumId }), Medium),
};

export const intakePagePath = (packageId: PackageId, pageId: string): string => `/api/v1/intake/packages/${packageId}/pages/${pageId}`;
/** 问题单: what a supplier works from; of one package, or of all returned ones of a batch. Behind the last part is `sheet.no-such-part`. */
export const defectSheetPath = (of: { readonly batchId: BatchId; readonly packageId?: PackageId | undefined; readonly part?: number }, format: 'pdf' | 'xlsx'): string =>
  `/api/v1/intake/batches/${of.batchId}/defects.${format}?part=${String(of.part ?? 1)}${of.packageId === undefined ? '' : `&package=${of.packageId}`}`;
export const catalogueTemplatePath = (template: 'since-2012' | 'before-2012'): string => `/api/v1/intake/catalogue-template.xlsx?template=${template}`;
/** The volume as a package that only the named partner can open. */
export const volumePackagePath = (id: VolumeId, recipient: string): string => `/api/v1/volumes/${id}/package?recipient=${encodeURIComponent(recipient)}`;
