import type { z } from 'zod';
import type { FormRef } from '#shared/domain/form-ref';
import { formTemplates } from '#shared/domain/forms/forms';
import { layoutForm } from '#shared/domain/forms/layout-form';
import type { Handlers } from '#shared/contract/operation';
import type { formOperations } from '#shared/contract/server/form-operations';
import type { RequestContext, Services } from '../../app/services.ts';
import { recordEvent } from '../audit/index.ts';
import { requireAllowed, requireSubject, type Subject } from '../authority/index.ts';
import { findMissingGlyphs, paintSheets } from '../sheets/index.ts';
import { fillMediaRegister } from './fill-media-register.ts';
import { fillSeparators } from './fill-separators.ts';
import { fillViewRequest } from './fill-view-request.ts';
import type { FilledForm } from './filled-form.ts';
import { issueTransfer, previewTransfer, readTransfer } from './transfer-notices.ts';

/** Each form asks the rule of what it is made of. */
export async function fillForm(services: Services, subject: Subject, form: FormRef): Promise<FilledForm> {
  requireAllowed(subject, 'forms.get');
  switch (form.kind) {
    case 'view-request':
      return fillViewRequest(services, subject, form.id);
    case 'transfer-notice':
      return readTransfer(services, subject, form.id);
    case 'media-register':
      return fillMediaRegister(services, subject);
    case 'separators':
      return fillSeparators(services, subject, form);
  }
}

async function viewForm({ kind, values, secrecy }: FilledForm): Promise<z.input<(typeof formOperations)['forms.get']['output']>> {
  return { kind, values, secrecy, missing: await findMissingGlyphs(layoutForm(formTemplates[kind], values)) };
}

export function formHandlers(services: Services): Handlers<typeof formOperations, RequestContext> {
  return {
    'forms.get': async ({ form }, context) => {
      const subject = requireSubject(context);
      const filled = await fillForm(services, subject, form);
      await recordEvent(services.db, subject, { act: 'forms.get', ...filled.event, detail: form.kind });
      return viewForm(filled);
    },
    'forms.previewTransfer': async (draft, context) => viewForm(await previewTransfer(services, requireSubject(context), draft)),
    'forms.issueTransfer': (draft, context) => issueTransfer(services, requireSubject(context), draft),
  };
}

/** In exact millimetres; a character that no font has is refused here, before any printer hears of it. */
export async function composeForm(services: Services, subject: Subject, form: FormRef): Promise<Buffer> {
  const { kind, values, event } = await fillForm(services, subject, form);
  const template = formTemplates[kind];
  const sheets = layoutForm(template, values);
  // What others wrote on a medium is spelt out rather than refused: a register must always come out.
  const missing = kind === 'media-register' ? 'spell-out' : 'refuse';
  const pdf = await paintSheets({ title: template.title, at: services.now(), width: template.widthMm, height: template.heightMm, pointsPerUnit: 72 / 25.4, missing }, sheets);
  await recordEvent(services.db, subject, { act: 'forms.read', ...event, detail: `${kind} sheets=${String(sheets.length)}` });
  return pdf;
}
