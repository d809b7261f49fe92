import { z } from 'zod';
import { ScanProfile, ScanProfileContent, ScanProfileId, ScanProfileList } from '../../domain/scan-profile.ts';
import { Nothing } from '../lists.ts';
import { operation } from '../operation.ts';

/** 扫描方案, kept by the system administrator: who scans does not loosen what he scans by. */
export const scanProfileOperations = {
  /** An archivist gets those of his unit and those for all; the administrator gets all. */
  'scanProfiles.list': operation(Nothing, ScanProfileList),
  /** `version` is the one that was looked at; null makes a new profile under `id`, once however often it is asked. */
  'scanProfiles.save': operation(z.object({ id: ScanProfileId, version: z.int().positive().nullable(), content: ScanProfileContent }), ScanProfile),
  /** Taken off the list; the row stays. */
  'scanProfiles.remove': operation(z.object({ id: ScanProfileId, version: z.int().positive() }), Nothing),
  /** 只许按方案扫描. */
  'scanProfiles.setOnly': operation(z.object({ isProfilesOnly: z.boolean() }), Nothing),
};
