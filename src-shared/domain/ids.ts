import { z } from 'zod';

/** Branded so that an id of one kind cannot be passed where another is meant. All are UUIDs. */
export const UnitId = z.uuid().brand<'UnitId'>();
export type UnitId = z.infer<typeof UnitId>;
export const AccountId = z.uuid().brand<'AccountId'>();
export type AccountId = z.infer<typeof AccountId>;
export const PersonId = z.uuid().brand<'PersonId'>();
export type PersonId = z.infer<typeof PersonId>;
export const VolumeId = z.uuid().brand<'VolumeId'>();
export type VolumeId = z.infer<typeof VolumeId>;
export const MaterialId = z.uuid().brand<'MaterialId'>();
export type MaterialId = z.infer<typeof MaterialId>;
export const PageId = z.uuid().brand<'PageId'>();
export type PageId = z.infer<typeof PageId>;
export const RequestId = z.uuid().brand<'RequestId'>();
export type RequestId = z.infer<typeof RequestId>;
export const ViewSessionId = z.uuid().brand<'ViewSessionId'>();
export type ViewSessionId = z.infer<typeof ViewSessionId>;
/** One thing that one page says, on the sheet of 三龄两历一身份. */
export const EvidenceEntryId = z.uuid().brand<'EvidenceEntryId'>();
export type EvidenceEntryId = z.infer<typeof EvidenceEntryId>;
export const PrintJobId = z.uuid().brand<'PrintJobId'>();
export type PrintJobId = z.infer<typeof PrintJobId>;
export const TerminalId = z.uuid().brand<'TerminalId'>();
export type TerminalId = z.infer<typeof TerminalId>;
/** An act of one administrator that another must agree to. */
export const AdministrativeActId = z.uuid().brand<'AdministrativeActId'>();
export type AdministrativeActId = z.infer<typeof AdministrativeActId>;
/** A material being scanned at a terminal, not yet filed. */
export const DraftId = z.uuid().brand<'DraftId'>();
export type DraftId = z.infer<typeof DraftId>;
export const DraftPageId = z.uuid().brand<'DraftPageId'>();
export type DraftPageId = z.infer<typeof DraftPageId>;
/** Chosen by the caller; a command that arrives twice under one key is carried out once. */
export const IdempotencyKey = z.uuid().brand<'IdempotencyKey'>();
export type IdempotencyKey = z.infer<typeof IdempotencyKey>;
/** 批次: what a supplier delivers together. */
export const BatchId = z.uuid().brand<'BatchId'>();
export type BatchId = z.infer<typeof BatchId>;
/** One volume's delivery inside a batch. */
export const PackageId = z.uuid().brand<'PackageId'>();
export type PackageId = z.infer<typeof PackageId>;
export const FindingId = z.uuid().brand<'FindingId'>();
export type FindingId = z.infer<typeof FindingId>;
export const MediumId = z.uuid().brand<'MediumId'>();
export type MediumId = z.infer<typeof MediumId>;
