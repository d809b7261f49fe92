import { z } from 'zod';
import { FormKind, FormRef, TransferNoticeId } from '../../domain/form-ref.ts';
import { FormContent, TransferDraft } from '../../domain/forms/forms.ts';
import { IdempotencyKey } from '../../domain/ids.ts';
import { MissingGlyph } from '../../domain/missing-glyph.ts';
import { Secrecy } from '../../domain/secrecy.ts';
import { operation } from '../operation.ts';

const FilledForm = z.object({
  kind: FormKind,
  values: FormContent,
  secrecy: Secrecy,
  /** Characters that no font of the data centre has: it is not printed with them. */
  missing: z.array(MissingGlyph).readonly(),
});

/** 审批表, 转递通知单, 登记簿: filled in at the data centre, laid out by the templates of `domain/forms` wherever they are shown or printed. */
export const formOperations = {
  'forms.get': operation(z.object({ form: FormRef }), FilledForm),
  'forms.previewTransfer': operation(TransferDraft, FilledForm),
  /** Gives it its number; the same key again answers with the notice there is. */
  'forms.issueTransfer': operation(TransferDraft.extend({ idempotencyKey: IdempotencyKey }), z.object({ id: TransferNoticeId, number: z.string() })),
};

export function formPath(form: FormRef): string {
  const path = `/api/v1/forms/${form.kind}.pdf`;
  if (form.kind === 'media-register') return path;
  if (form.kind !== 'separators') return `${path}?id=${form.id}`;
  const { volumeId, hasLabel, hasMaterials, classCodes, next } = form;
  return `${path}?volumeId=${volumeId ?? ''}&hasLabel=${String(hasLabel)}&hasMaterials=${String(hasMaterials)}&classCodes=${classCodes.join(',')}&next=${String(next)}`;
}
