import { z } from 'zod';
import { ClassCode } from '../catalogue.ts';
import { PersonId, RequestId, VolumeId } from '../ids.ts';
import type { FormTemplate } from './form-template.ts';
import { mediaRegisterForm } from './media-register-form.ts';
import { separatorForm } from './separator-form.ts';
import { transferNoticeForm } from './transfer-notice-form.ts';
import { viewRequestForm } from './view-request-form.ts';

export const FormKind = z.enum(['view-request', 'transfer-notice', 'media-register', 'separators']);
export type FormKind = z.infer<typeof FormKind>;

export const formTemplates: Readonly<Record<FormKind, FormTemplate>> = { 'view-request': viewRequestForm, 'transfer-notice': transferNoticeForm, 'media-register': mediaRegisterForm, separators: separatorForm };

export const TransferNoticeId = z.uuid().brand<'TransferNoticeId'>();
export type TransferNoticeId = z.infer<typeof TransferNoticeId>;

/** 转递通知单 as it is filled in; whose file and from which unit is known. */
export const TransferDraft = z.object({
  personId: PersonId,
  toUnit: z.string().trim().min(1).max(60),
  reason: z.string().trim().min(1).max(60),
  originals: z.int().min(0).max(99),
  duplicates: z.int().min(0).max(99),
  /** 零散材料, in papers. */
  materials: z.int().min(0).max(999),
});
export type TransferDraft = z.infer<typeof TransferDraft>;

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

export const FormContent = z.object({
  fields: z.record(z.string(), z.string()),
  lists: z.record(z.string(), z.array(z.record(z.string(), z.string())).readonly()),
});
