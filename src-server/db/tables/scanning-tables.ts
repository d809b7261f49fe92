import type { JSONColumnType } from 'kysely';
import type { ScanProfile, ScanProfileContent } from '#shared/domain/scan-profile';

export type ScanningTables = {
  /** `content` without name and unit, which the database itself must find. */
  scanProfiles: {
    id: string;
    unitId: string | null;
    name: string;
    content: JSONColumnType<Omit<ScanProfileContent, 'name' | 'unitId'>>;
    version: number;
    preset: ScanProfile['preset'];
    changedBy: string | null;
    changedAt: Date | null;
    createdAt: Date;
    removedAt: Date | null;
  };
};
