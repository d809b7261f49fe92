import { z } from 'zod';
import type { FormKind } from '../form-ref.ts';
import { PersonId } from '../ids.ts';
import type { FormTemplate } from './form-template.ts';
import { mediaRegisterForm } from './media-register-form.ts';
import { separatorForm } from './separator-form.ts';
import { transferNoticeForm } from './transfer-notice-form.ts';
import { viewRequestForm } from './view-request-form.ts';

export const formTemplates: Readonly<Record<FormKind, FormTemplate>> = { 'view-request': viewRequestForm, 'transfer-notice': transferNoticeForm, 'media-register': mediaRegisterForm, separators: separatorForm };

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

export const FormContent = z.object({
  fields: z.record(z.string(), z.string()),
  lists: z.record(z.string(), z.array(z.record(z.string(), z.string())).readonly()),
});
