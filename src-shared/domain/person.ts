import { z } from 'zod';
import { PersonId, UnitId, VolumeId } from './ids.ts';
import { PartialDate } from './partial-date.ts';
import { Secrecy } from './secrecy.ts';

export const Gender = z.enum(['male', 'female']);
export type Gender = z.infer<typeof Gender>;
/** in-service 在职, retired 退休, transferred-out 转出, deceased 去世 */
export const PersonStatus = z.enum(['in-service', 'retired', 'transferred-out', 'deceased']);
export type PersonStatus = z.infer<typeof PersonStatus>;

/** One row of the roster (名册). The identity number is masked: `150202********1234`. */
export const PersonSummary = z.object({
  id: PersonId,
  name: z.string().min(1),
  gender: Gender,
  bornOn: PartialDate,
  maskedIdNumber: z.string(),
  unitId: UnitId,
  unitName: z.string(),
  post: z.string(),
  managingUnitId: UnitId,
  managingUnitName: z.string(),
  archiveNumber: z.string(),
  status: PersonStatus,
  volumeCount: z.int().nonnegative(),
});
export type PersonSummary = z.infer<typeof PersonSummary>;

export const VolumeSummary = z.object({
  id: VolumeId,
  kind: z.enum(['original', 'duplicate']),
  ordinal: z.int().positive(),
  secrecy: Secrecy,
  materialCount: z.int().nonnegative(),
  pageCount: z.int().nonnegative(),
});
export type VolumeSummary = z.infer<typeof VolumeSummary>;

export const Person = PersonSummary.extend({
  ethnicity: z.string(),
  nativePlace: z.string(),
  politicalStatus: z.string(),
  workStartedOn: PartialDate.nullable(),
  /** Present for those who may open the volume's catalogue (custodian, approver); empty for applicants. */
  volumes: z.array(VolumeSummary).readonly(),
});
export type Person = z.infer<typeof Person>;

/** Keeps the six region digits and the last four: enough to tell two people apart, too little to copy. */
export function maskIdNumber(idNumber: string): string {
  return idNumber.length < 15 ? '*'.repeat(idNumber.length) : `${idNumber.slice(0, 6)}${'*'.repeat(idNumber.length - 10)}${idNumber.slice(-4)}`;
}

/** Checksum of the 18-character identity number (GB 11643). */
export function isIdNumberValid(idNumber: string): boolean {
  if (!/^\d{17}[\dX]$/.test(idNumber)) return false;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(idNumber[index]), 0);
  return '10X98765432'[sum % 11] === idNumber[17];
}
