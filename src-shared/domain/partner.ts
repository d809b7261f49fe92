import { z } from 'zod';

export const PartnerId = z.uuid().brand<'PartnerId'>();
export type PartnerId = z.infer<typeof PartnerId>;

const Key = z.string().trim().min(1).max(300);

/** 交换单位's keys as they are given on paper or by file: the one that he signs with, the one that is sealed for, or both. */
export const PartnerKeys = z
  .object({ senderKey: Key.nullable(), recipientKey: Key.nullable() })
  .refine(({ senderKey, recipientKey }) => senderKey !== null || recipientKey !== null, { path: ['senderKey'] });
export type PartnerKeys = z.infer<typeof PartnerKeys>;

/** What two people compare by telephone: 16 hex digits of each key; null where there is none. */
export const PartnerFingerprints = z.object({ sender: z.string().nullable(), recipient: z.string().nullable() });
export type PartnerFingerprints = z.infer<typeof PartnerFingerprints>;

/** 交换单位: a data centre with which sealed packages are exchanged. One that was revoked stays in the list. */
export const Partner = z.object({
  id: PartnerId,
  name: z.string(),
  /** His packages are taken. */
  sends: z.boolean(),
  /** Volumes may be sealed for him. */
  receives: z.boolean(),
  fingerprints: PartnerFingerprints,
  /** Null: he stood in the file of an earlier program. */
  addedBy: z.string().nullable(),
  addedAt: z.iso.datetime(),
  revokedBy: z.string().nullable(),
  revokedAt: z.iso.datetime().nullable(),
  reason: z.string(),
});
export type Partner = z.infer<typeof Partner>;

/** More than a province has. */
export const maxPartners = 300;
