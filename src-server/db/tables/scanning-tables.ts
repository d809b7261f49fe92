import type { JSONColumnType } from 'kysely';
import type { FaultReport } from '#shared/domain/scan-fault';
import type { ScanProfile, ScanProfileContent } from '#shared/domain/scan-profile';

export type ScanningTables = {
  faultReports: {
    id: string;
    reportedAt: Date;
    terminalName: string;
    unitName: string;
    report: JSONColumnType<FaultReport>;
  };
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
