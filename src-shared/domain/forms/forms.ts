import { z } from 'zod';
import { PersonId, RequestId } from '../ids.ts';
import type { FormTemplate } from './form-template.ts';
import { mediaRegisterForm } from './media-register-form.ts';
import { transferNoticeForm } from './transfer-notice-form.ts';
import { viewRequestForm } from './view-request-form.ts';

export const FormKind = z.enum(['view-request', 'transfer-notice', 'media-register']);
export type FormKind = z.infer<typeof FormKind>;

export const formTemplates: Readonly<Record<FormKind, FormTemplate>> = { 'view-request': viewRequestForm, 'transfer-notice': transferNoticeForm, 'media-register': mediaRegisterForm };

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

/** Which form of which thing. A draft is shown only; what was issued is printed. */
export const FormRef = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('view-request'), id: RequestId }),
  z.object({ kind: z.literal('transfer-notice'), id: TransferNoticeId }),
  z.object({ kind: z.literal('media-register') }),
]);
export type FormRef = z.infer<typeof FormRef>;

export const FormContent = z.object({
  fields: z.record(z.string(), z.string()),
  lists: z.record(z.string(), z.array(z.record(z.string(), z.string())).readonly()),
});
