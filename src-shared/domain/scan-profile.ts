import { z } from 'zod';
import { UnitId } from './ids.ts';
import { PageSteps } from './page-steps.ts';
import { DeviceOptionValue, ModeKind, SourceKind } from './scanning.ts';

/** A kind of source; or a feeder as long as there is paper in it when the scan begins, else the glass. */
export const ProfileSource = z.enum([...SourceKind.options, 'feeder-or-glass', 'duplex-or-glass']);
export type ProfileSource = z.infer<typeof ProfileSource>;

/** 扫描方案. */
export const ScanProfileId = z.uuid().brand<'ScanProfileId'>();
export type ScanProfileId = z.infer<typeof ScanProfileId>;

/** `auto`: as large as the device takes, up to A3; what is not paper is cut off afterwards. */
export const PaperId = z.enum(['auto', 'a4', 'k16', 'a3', 'a5', 'b5']);
export type PaperId = z.infer<typeof PaperId>;

/** What the administrator decides. Kinds are matched against what each device offers; a device that has less is said so on the desk. */
export const ScanProfileContent = z.object({
  name: z.string().trim().min(1).max(40),
  /** Null: for every unit. */
  unitId: UnitId.nullable(),
  source: ProfileSource,
  mode: ModeKind,
  resolutionDpi: z.int().min(50).max(1200),
  paper: PaperId,
  steps: PageSteps,
  /** In the device's own words, as read from one; where a device has no such option the desk says so. */
  deviceOptions: z.array(DeviceOptionValue).max(40).readonly(),
  /** 锁定: at the desk nothing of it is changed. */
  isLocked: z.boolean(),
  /** An idle desk asks after the scanner's buttons, and holds the device open for it: other programs find it busy meanwhile. */
  isButtonWatched: z.boolean().default(false),
});
export type ScanProfileContent = z.infer<typeof ScanProfileContent>;

export const ScanProfile = ScanProfileContent.extend({
  id: ScanProfileId,
  /** Counts the changes: whoever changes it has seen this one. */
  version: z.int().positive(),
  /** Came with the program and was never changed: its name is a text of the program. */
  preset: z.enum(['archive', 'small-print', 'photo']).nullable(),
  changedBy: z.string().nullable(),
  changedAt: z.iso.datetime().nullable(),
});
export type ScanProfile = z.infer<typeof ScanProfile>;

/** What the data centre has for one unit, in the order of the list. */
export const ScanProfileList = z.object({
  profiles: z.array(ScanProfile).readonly(),
  /** Every profile counts as locked. */
  isProfilesOnly: z.boolean(),
});
export type ScanProfileList = z.infer<typeof ScanProfileList>;

/** So many in force for one unit and for all together: a list that a person reads. */
export const maxScanProfiles = 60;
