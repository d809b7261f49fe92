import type { Services } from '../../../app/services.ts';
import type { BatchRecord } from '../batches/batch-repository.ts';
import type { PackageRecord } from '../deliveries/delivery-repository.ts';
import type { IntakeTools } from './intake-tools.ts';

export type PackageWork = {
  readonly services: Services;
  readonly tools: IntakeTools;
  readonly record: PackageRecord;
  /** Of the lease: nothing is written that another attempt has taken over. */
  readonly owner: string;
  readonly signal: AbortSignal;
  readonly imagesAtOnce: number;
};

/** A package whose batch has been read. */
export type CheckWork = PackageWork & { readonly batch: BatchRecord };
