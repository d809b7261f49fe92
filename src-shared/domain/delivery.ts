import { z } from 'zod';
import { BatchId } from './ids.ts';

/** A folder, zip or file as the terminal's disk shows it. */
export const FolderEntry = z.object({
  name: z.string(),
  path: z.string(),
  kind: z.enum(['folder', 'zip', 'file']),
  bytes: z.int().nonnegative().nullable(),
});
export type FolderEntry = z.infer<typeof FolderEntry>;

export const FolderListing = z.object({ path: z.string(), parent: z.string().nullable(), entries: z.array(FolderEntry).readonly(), isCutShort: z.boolean() });
export type FolderListing = z.infer<typeof FolderListing>;

export const DeliveryPlaces = z.object({ places: z.array(z.object({ name: z.string(), path: z.string(), kind: z.enum(['medium', 'home', 'folder']) })).readonly() });
export type DeliveryPlaces = z.infer<typeof DeliveryPlaces>;

export const FoundPackage = z.object({ name: z.string(), path: z.string(), kind: z.enum(['folder', 'zip']), files: z.int().nonnegative(), bytes: z.int().nonnegative() });
export type FoundPackage = z.infer<typeof FoundPackage>;

/** waiting → sending → offered (the data centre has it), or failed, with the reason; cancelled ones leave the list. */
export const Delivery = z.object({
  id: z.uuid(),
  batchId: BatchId,
  name: z.string(),
  path: z.string(),
  state: z.enum(['waiting', 'sending', 'offered', 'failed', 'paused']),
  bytes: z.int().nonnegative(),
  sentBytes: z.int().nonnegative(),
  bytesPerSecond: z.number().nonnegative().nullable(),
  secondsLeft: z.int().nonnegative().nullable(),
  error: z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }).nullable(),
});
export type Delivery = z.infer<typeof Delivery>;

/** All deliveries of one batch at this terminal, counted. */
export const DeliverySummary = z.object({
  waiting: z.int().nonnegative(),
  sending: z.int().nonnegative(),
  offered: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  isPaused: z.boolean(),
  /** Of what has been measured: a folder is measured when its turn comes. */
  bytes: z.int().nonnegative(),
  sentBytes: z.int().nonnegative(),
  bytesPerSecond: z.number().nonnegative().nullable(),
  /** By the size of those that were measured; null while nothing is sent. */
  secondsLeft: z.int().nonnegative().nullable(),
});
export type DeliverySummary = z.infer<typeof DeliverySummary>;
