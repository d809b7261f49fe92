import type { Generated, Kysely } from 'kysely';
import type { Role } from '#shared/domain/account';
import type { ClassCode } from '#shared/domain/catalogue';
import type { Gender, PersonStatus } from '#shared/domain/person';
import type { PrintState } from '#shared/domain/printing';
import type { Purpose } from '#shared/domain/purpose';
import type { SecrecyLevel } from '#shared/domain/secrecy';
import type { Level } from '#shared/domain/unit';
import type { RequestState } from '#shared/domain/view-request';
import type { Rotation } from '#shared/domain/volume';

/** Tables are snake_case plural in SQL, camelCase here (CamelCasePlugin). Times are timestamptz, read as Date. */
export type Schema = {
  settings: { key: string; value: unknown };
  units: { id: string; name: string; parentId: string | null; level: Level; isCustodian: boolean; position: number };
  accounts: {
    id: string;
    loginName: string;
    displayName: string;
    unitId: string;
    /** The officer's own identity number: nobody opens his own file. */
    idNumber: string | null;
    passwordHash: string;
    mustChangePassword: boolean;
    passwordChangedAt: Date;
    isActive: Generated<boolean>;
  };
  accountRoles: { accountId: string; role: Role };
  /** 回避: relatives whose files an account never opens. */
  recusals: { accountId: string; personId: string };
  /** Failed sign-ins by SHA-256 of the lower-case name that was typed, whether it exists or not. */
  signInAttempts: { nameDigest: Buffer; failedCount: number; failedAt: Date; lockedUntil: Date | null };
  /** At most one per account. */
  sessions: {
    tokenHash: Buffer;
    accountId: string;
    terminalName: string;
    createdAt: Generated<Date>;
    lastUsedAt: Generated<Date>;
    expiresAt: Date;
  };
  persons: {
    id: string;
    name: string;
    gender: Gender;
    bornOn: string;
    idNumber: string;
    ethnicity: string;
    nativePlace: string;
    politicalStatus: string;
    workStartedOn: string | null;
    unitId: string;
    post: string;
    managingUnitId: string;
    archiveNumber: string;
    status: PersonStatus;
    secrecyLevel: SecrecyLevel;
    secrecyYears: number;
    volumeCount: Generated<number>;
  };
  /** What people.search looks up by prefix: every suffix of the name, of its pinyin syllables, of its initials; identity and archive number. */
  personTerms: { kind: 'name' | 'name-part' | 'pinyin' | 'pinyin-part' | 'initials' | 'initials-part' | 'id-number' | 'archive-number'; term: string; personId: string };
  volumes: { id: string; personId: string; kind: 'original' | 'duplicate'; ordinal: number; version: Generated<number>; idempotencyKey: string | null; createdAt: Generated<Date> };
  materials: {
    id: string;
    volumeId: string;
    /** The volume's version that brought this row; rows are only ever added. */
    sinceVersion: number;
    classCode: ClassCode;
    sequence: number;
    name: string;
    formedOn: string | null;
    pageCount: number;
    remark: string;
    filedBy: string | null;
    filedAt: Generated<Date>;
    idempotencyKey: string | null;
  };
  pages: {
    id: string;
    materialId: string;
    number: number;
    /** Of the upright optimised image. */
    widthPx: number;
    heightPx: number;
    dpi: number;
    originalBlob: string;
    originalDigest: string;
    optimisedBlob: string;
    /** How the optimised image was made from the original. */
    recipe: { readonly rotation: Rotation };
  };
  viewRequests: {
    id: string;
    number: string;
    state: RequestState;
    applicantId: string;
    applicantUnitId: string;
    secondReaderId: string;
    personId: string;
    /** Whose approver decides: the person's managing unit when the request was sent. */
    managingUnitId: string;
    purpose: Purpose;
    reason: string;
    classCodes: ClassCode[];
    minutes: number;
    wantsPrint: boolean;
    submittedAt: Generated<Date>;
    decidedBy: string | null;
    decidedAt: Date | null;
    decisionNote: Generated<string>;
    grantedMinutes: number | null;
    /** An unopened grant lapses here. */
    lapsesAt: Date | null;
    /** Set at the first opening: minutes run from then. */
    endsAt: Date | null;
    idempotencyKey: string;
  };
  grantMaterials: { requestId: string; materialId: string; canPrint: boolean };
  viewSessions: {
    id: string;
    kind: 'grant' | 'custody';
    accountId: string;
    requestId: string | null;
    volumeId: string;
    terminalName: string;
    openedAt: Generated<Date>;
    endsAt: Date;
    lastSeenAt: Generated<Date>;
    closedAt: Date | null;
    closeReason: string | null;
  };
  /** Seconds each material was on the screen, added up from heartbeats. */
  viewSeconds: { viewSessionId: string; materialId: string; seconds: number };
  printJobs: {
    id: string;
    registerNumber: string;
    viewSessionId: string;
    materialId: string;
    accountId: string;
    pageIds: string[];
    copies: number;
    printerName: Generated<string>;
    state: PrintState;
    detail: Generated<string>;
    preparedAt: Generated<Date>;
    finishedAt: Date | null;
    idempotencyKey: string;
  };
  /** Finished and unfinished uploads of pages; the bytes lie encrypted in the uploads folder of the page store. */
  uploads: { id: string; accountId: string; size: number; createdAt: Generated<Date>; lockedBy: string | null; lockedUntil: Date | null };
  auditEvents: {
    sequence: Generated<string>;
    at: Generated<Date>;
    actorId: string | null;
    actorName: string;
    actorUnitName: string;
    terminalName: string;
    act: string;
    object: string;
    result: 'done' | 'denied' | 'failed';
    detail: string;
  };
  /** Numbers that must not repeat within a day or a year: request numbers, register numbers. */
  counters: { name: string; value: number };
};

/** The database, or a transaction of it: repositories take either. Inside a transaction use the transaction only (PGlite would wait for ever). */
export type Db = Kysely<Schema>;
