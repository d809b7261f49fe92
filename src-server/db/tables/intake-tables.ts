import type { Generated } from 'kysely';
import type { ClassCode } from '#shared/domain/catalogue';
import type { PackageVerdict, RuleId, Severity } from '#shared/domain/finding';
import type { ImageFacts } from '#shared/domain/image-facts';
import type { BatchKind, BatchState, Override, PackageState } from '#shared/domain/intake';
import type { IntakePolicy } from '#shared/domain/intake-policy';
import type { MediumKind, MediumState } from '#shared/domain/medium';
import type { SecrecyLevel } from '#shared/domain/secrecy';
import type { PackageFormat, StagedPerson, StagedRow } from '#shared/domain/staged-volume';
import type { PageRecipe } from '#shared/domain/page-recipe';
import type { XmlMapping } from '#shared/domain/xml-mapping';

/** What commit needs of a checked package beside its pages. */
export type StagedContent = { readonly persons: readonly StagedPerson[]; readonly rows: readonly StagedRow[] };

export type IntakeTables = {
  media: {
    id: string;
    number: string;
    kind: MediumKind;
    serialNumber: string;
    capacity: string;
    secrecyLevel: SecrecyLevel;
    secrecyYears: number;
    contents: string;
    volumes: number;
    persons: number;
    contentsDigest: string;
    purpose: string;
    approvalNumber: string;
    unitId: string;
    state: MediumState;
    registeredBy: string;
    registeredAt: Date;
    idempotencyKey: string;
  };
  mediaMoves: {
    id: string;
    mediumId: string;
    toState: MediumState;
    handedBy: string;
    receivedBy: string;
    witness: string;
    place: string;
    cabinet: string;
    note: string;
    at: Date;
    recordedBy: string;
  };
  /** Versions are only ever added; version 0 is the default and has no row. */
  intakePolicies: { unitId: string; version: number; settings: IntakePolicy; reason: string; setBy: string; setAt: Date };
  /** Versions are only ever added. */
  intakeMappings: { unitId: string; name: string; version: number; mapping: XmlMapping; reason: string; setBy: string; setAt: Date };
  /** With whom sealed packages are exchanged; rows are never removed. */
  exchangePartners: { id: string; name: string; senderKey: string | null; recipientKey: string | null; addedBy: string | null; addedAt: Date; revokedBy: string | null; revokedAt: Date | null; reason: Generated<string> };
  intakeBatches: {
    id: string;
    number: string;
    kind: BatchKind;
    unitId: string;
    supplier: string;
    note: string;
    mediumId: string | null;
    approvalNumber: string;
    secrecyLevel: SecrecyLevel;
    secrecyYears: number;
    state: BatchState;
    isPaused: Generated<boolean>;
    policyVersion: number;
    createdBy: string;
    createdAt: Date;
    closedAt: Date | null;
    decidedBy: string | null;
    decidedAt: Date | null;
    decisionNote: Generated<string>;
    /** Of the random draw; with the list of pages it can be drawn again and compared. */
    sampleSeed: string | null;
    idempotencyKey: string;
    /** Of the unit's own XML mapping that packages are read by; null: the standard one alone. */
    mappingName: string | null;
    mappingVersion: number | null;
  };
  /** The state of a package is its place in the queue: a lease that ran out is taken over by whoever comes next. */
  intakePackages: {
    id: string;
    batchId: string;
    number: number;
    name: string;
    uploadId: string | null;
    root: Generated<string>;
    /** bigint, as text. */
    bytes: string;
    digest: string;
    state: PackageState;
    verdict: PackageVerdict | null;
    format: PackageFormat | null;
    personId: string | null;
    /** Of whom the package says it is, before or without a match in the roster: asked by the rule of one's own file. */
    subjectIdNumber: string | null;
    subjectName: string | null;
    archiveNumber: string | null;
    volumeId: string | null;
    /** The version that the check compared with; null: there was no volume. A volume that has moved on is checked again, not overwritten. */
    volumeVersion: number | null;
    /** The highest of batch, package and file. */
    secrecyLevel: SecrecyLevel | null;
    secrecyYears: number | null;
    staged: StagedContent | null;
    materialCount: Generated<number>;
    pageCount: Generated<number>;
    blockingCount: Generated<number>;
    warningCount: Generated<number>;
    attempts: Generated<number>;
    leaseOwner: string | null;
    leaseUntil: Date | null;
    previousId: string | null;
    offeredBy: string;
    offeredAt: Date;
    checkedAt: Date | null;
    endedAt: Date | null;
    idempotencyKey: string;
  };
  /** Both layers are stored when a package is checked; accepting it only moves rows. Their ids become those of the pages. */
  intakePages: {
    id: string;
    packageId: string;
    classCode: ClassCode;
    sequence: number;
    number: number;
    originalPath: string;
    optimisedPath: string | null;
    originalBlob: string;
    originalDigest: string;
    optimisedBlob: string;
    widthPx: number;
    heightPx: number;
    dpi: number;
    perceptualHash: string | null;
    recipe: PageRecipe;
    facts: ImageFacts;
  };
  /** By what a page, delivered or filed, is found again when it was scanned once more. */
  pagePrints: { pageId: string; map: Uint8Array; landmarks: readonly string[] };
  /** bigint, as text. */
  pageLandmarks: { landmark: string; pageId: string };
  intakeFindings: {
    id: string;
    packageId: string;
    position: number;
    rule: RuleId;
    variant: string;
    severity: Severity;
    classCode: ClassCode | null;
    sequence: number | null;
    page: number | null;
    path: string | null;
    expected: string;
    found: string;
    pageId: string | null;
    overrideState: Override['state'] | null;
    overrideReason: string | null;
    overrideBy: string | null;
    overrideAt: Date | null;
    secondBy: string | null;
    secondAt: Date | null;
  };
  /** Whose look at the report of a package the log has told, and when. */
  intakeOpenings: { packageId: string; accountId: string; toldAt: Date };
  /** Who has looked into which delivery. */
  intakeReadings: { packageId: string; accountId: string };
  /** What an attempt was going to store, written before it stores; gone when the rows that hold the blobs are there. */
  intakeBlobs: { blob: string; packageId: string; attempt: string };
  intakeSamples: {
    id: string;
    batchId: string;
    packageId: string;
    pageId: string;
    classCode: ClassCode;
    sequence: number;
    number: number;
    widthPx: number;
    heightPx: number;
    position: number;
    isPlaceRight: boolean | null;
    isPictureGood: boolean | null;
    note: Generated<string>;
    judgedBy: string | null;
    judgedAt: Date | null;
  };
};
