import { z } from 'zod';
import { Delivery, DeliveryPlaces, DeliverySummary, FolderListing, FoundPackage } from '../domain/delivery.ts';
import { BatchId, PackageId } from '../domain/ids.ts';
import { Nothing } from './lists.ts';
import { LocalPath } from './local-path.ts';
import { operation } from './operation.ts';

const DeliveryId = Delivery.shape.id;

/** 交付: packages on their way from a folder or medium of this terminal to the data centre. Kept over any crash; nothing of them is copied to this terminal's disk. */
export const deliveryOperations = {
  /** Where media are mounted, and the home folder. */
  'deliveries.places': operation(Nothing, DeliveryPlaces),
  /** Folders, zips and single files that could be packages; nothing is opened. */
  'deliveries.browse': operation(z.object({ path: LocalPath }), FolderListing),
  /** Folders, zips and files whose name has these words, in this folder and below it, nearest first; nothing is opened. */
  'deliveries.search': operation(z.object({ path: LocalPath, query: z.string().trim().min(1).max(60) }), FolderListing),
  /** Which packages lie in what was dropped or chosen: each folder with class folders or a catalogue, each zip. */
  'deliveries.find': operation(z.object({ paths: z.array(LocalPath).min(1).max(2_000).readonly() }), z.object({ packages: z.array(FoundPackage).readonly(), isCutShort: z.boolean() })),
  /** Queues the packages that lie in these paths and answers at once, with the first of them; what the batch has in its queue already is `known` and not queued again, but for what was taken back at the data centre. */
  'deliveries.start': operation(
    z.object({ batchId: BatchId, paths: z.array(LocalPath).min(1).max(20_000).readonly() }),
    z.object({ deliveries: z.array(Delivery).readonly(), added: z.int().nonnegative(), known: z.int().nonnegative() }),
  ),
  /** Failed ones first, then those under way and waiting, then the offered ones. */
  'deliveries.list': operation(
    z.object({ batchId: BatchId, state: Delivery.shape.state.nullable().default(null), offset: z.int().nonnegative().default(0), limit: z.int().positive().max(2_000).default(500) }),
    z.object({ deliveries: z.array(Delivery).readonly(), summary: DeliverySummary }),
  ),
  'deliveries.pause': operation(z.object({ batchId: BatchId, isPaused: z.boolean() }), Nothing),
  /** Takes what has not been offered yet out of the queue; `id` null: all of the batch. */
  'deliveries.cancel': operation(z.object({ batchId: BatchId, id: DeliveryId.nullable() }), Nothing),
  /** What was taken back at the data centre is sent anew, as another offer. `delivery.not-here` when it was not sent by this person from this terminal. */
  'deliveries.again': operation(z.object({ batchId: BatchId, packageId: PackageId }), Nothing),
  'deliveries.retry': operation(z.object({ batchId: BatchId, id: DeliveryId.nullable() }), Nothing),
};
