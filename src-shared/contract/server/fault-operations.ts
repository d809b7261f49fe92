import { z } from 'zod';
import { FaultReportId, FaultReport, KeptFaultReport } from '../../domain/scan-fault.ts';
import { listOf, Nothing, PageNumber } from '../lists.ts';
import { operation } from '../operation.ts';

/** 扫描故障: what terminals tell of their scanners, for whoever looks after them. */
export const faultOperations = {
  /** Kept once under `id`, however often it is sent. */
  'faults.report': operation(z.object({ id: FaultReportId, report: FaultReport }), Nothing),
  /** Newest first. */
  'faults.list': operation(z.object({ page: PageNumber }), listOf(KeptFaultReport)),
};
