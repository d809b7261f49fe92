import { z } from 'zod';
import { ClassCode } from './catalogue.ts';
import { RequestId, VolumeId } from './ids.ts';

export const FormKind = z.enum(['view-request', 'transfer-notice', 'media-register', 'separators']);
export type FormKind = z.infer<typeof FormKind>;

export const TransferNoticeId = z.uuid().brand<'TransferNoticeId'>();
export type TransferNoticeId = z.infer<typeof TransferNoticeId>;

/** 分隔页: of a volume its first sheet and one for each of its materials; one for each class named; and so many that only say that the next material begins. */
export const SeparatorOrder = z.object({
  volumeId: VolumeId.nullable(),
  hasLabel: z.boolean(),
  hasMaterials: z.boolean(),
  classCodes: z.array(ClassCode).max(40).readonly(),
  next: z.int().min(0).max(200),
});
export type SeparatorOrder = z.infer<typeof SeparatorOrder>;

/** Which form of which thing. A draft is shown only; what was issued is printed. */
export const FormRef = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('view-request'), id: RequestId }),
  z.object({ kind: z.literal('transfer-notice'), id: TransferNoticeId }),
  z.object({ kind: z.literal('media-register') }),
  SeparatorOrder.extend({ kind: z.literal('separators') }),
]);
export type FormRef = z.infer<typeof FormRef>;
